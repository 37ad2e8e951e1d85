package dev.millrace.core.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What some rows look like.
 *
 * @param sets one, or two that were compared
 * @param distances between the features of two sets, the largest first
 * @param page that was written
 */
public record StatisticsReport(
    List<DataSet> sets, List<Distance> distances, Optional<String> page) {

  /**
   * Some rows.
   *
   * @param rejected rows of text files that could not be read, and are in no figure
   * @param firstReject where the first of them is, and why
   * @param skipped columns that are not counted
   * @param statistics all there is, as a {@code Statistics} artifact has it of a split
   */
  public record DataSet(
      String name,
      long rows,
      long rejected,
      Optional<String> firstReject,
      List<Feature> features,
      List<Skipped> skipped,
      JsonNode statistics) {}

  /** A column whose type, as Parquet's reader calls it, has no statistics. */
  public record Skipped(String name, String type) {}

  /**
   * A feature at a glance. A column of lists is two: {@code tags}, how long its lists are, of type
   * {@code list}; and {@code tags[]}, the values in all of them together.
   *
   * @param missing rows without a value
   * @param distinct how many different values there are, about if {@code distinctIsEstimate}
   * @param numbers where its values lie, if it has any and they are numbers, timestamps (in
   *     microseconds) or booleans (as 0 and 1)
   * @param mean as people read it
   * @param values likewise: from where over the median to where, or the most frequent
   * @param marks what is remarkable, in words
   * @param distribution of its values
   */
  public record Feature(
      String name,
      String type,
      long missing,
      double missingShare,
      long distinct,
      boolean distinctIsEstimate,
      Optional<Numbers> numbers,
      String mean,
      String values,
      List<String> marks,
      Distribution distribution) {}

  public record Numbers(
      double mean, double standardDeviation, double min, double median, double max, long zeros) {}

  /**
   * How values are distributed, ready to be drawn.
   *
   * @param histogram of numbers and timestamps: how many values lie in ten ranges of equal width
   * @param quantiles likewise: between which values each tenth of all lies
   * @param top of strings and booleans: the most frequent values, at most twenty
   * @param ranks of strings: how often the most frequent occurs, the second, and so on, at most a
   *     thousand
   * @param lengths of strings, if there are any
   */
  public record Distribution(
      List<Bucket> histogram,
      List<Bucket> quantiles,
      List<Frequency> top,
      List<Long> ranks,
      Optional<Lengths> lengths) {}

  /** A range, and how many values it holds: all from {@code low} on that are below {@code high}. */
  public record Bucket(double low, double high, double count) {}

  public record Frequency(String value, long count) {}

  /** How long strings are, in code points. */
  public record Lengths(long min, double mean, long max) {}

  /**
   * Between a feature's values in the two sets.
   *
   * @param jensenShannon divergence to base 2, from 0 to 1
   * @param lInfinity the largest difference of a share
   * @param pValue of the same distribution, by a χ² test
   */
  public record Distance(String feature, double jensenShannon, double lInfinity, double pValue) {}
}
