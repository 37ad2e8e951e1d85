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
   * A feature at a glance.
   *
   * @param missing rows without a value
   * @param distinct how many different values there are, about if {@code distinctIsEstimate}
   * @param numbers where its values lie, if it has any and they are numbers, timestamps (in
   *     microseconds) or booleans (as 0 and 1)
   * @param mean as people read it
   * @param values likewise: from where over the median to where, or the most frequent
   * @param marks what is remarkable, in words
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
      List<String> marks) {}

  public record Numbers(
      double mean, double standardDeviation, double min, double median, double max, long zeros) {}

  /**
   * Between a feature's values in the two sets.
   *
   * @param jensenShannon divergence to base 2, from 0 to 1
   * @param lInfinity the largest difference of a share
   * @param pValue of the same distribution, by a χ² test
   */
  public record Distance(String feature, double jensenShannon, double lInfinity, double pValue) {}
}
