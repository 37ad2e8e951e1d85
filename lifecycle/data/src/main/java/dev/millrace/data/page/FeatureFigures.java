package dev.millrace.data.page;

import dev.millrace.data.statistics.BooleanStatistics;
import dev.millrace.data.statistics.Distinct;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.statistics.StringStatistics.Occurrence;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a feature in a few figures.
 *
 * @param distinct how many different values there are
 * @param spread of numbers and timestamps; of booleans, as 0 and 1; empty where there is no value
 * @param top the most frequent values of strings and booleans, as they are
 */
public record FeatureFigures(
    String name,
    DataType type,
    long rows,
    long missing,
    Distinct distinct,
    Optional<Spread> spread,
    List<Occurrence> top,
    List<Mark> marks) {

  /** The divergence from which on two sets count as different. */
  public static final double APART = 0.05;

  /** Of fewer rows it says nothing that all are different. */
  private static final int FEW = 20;

  /** Of more strings that are all different, some may be the same by their estimated count. */
  private static final double NEARLY_ALL = 0.95;

  private static final int TOP = 10;

  /** Where numbers lie; timestamps in microseconds. */
  public record Spread(
      double mean, double deviation, double min, double median, double max, long zeros) {}

  public FeatureFigures {
    top = List.copyOf(top);
    marks = List.copyOf(marks);
  }

  /** The figures of one feature. */
  public static FeatureFigures of(String name, FeatureStatistics feature) {
    return new FeatureFigures(
        name,
        feature.type(),
        feature.rows(),
        feature.missing(),
        distinct(feature),
        spread(feature),
        top(feature),
        marks(feature));
  }

  /** The share of rows without a value; of no rows, 0. */
  public double missingShare() {
    return rows == 0 ? 0 : (double) missing / rows;
  }

  /** The values in a few words: from where to where, or the most frequent. */
  public String values() {
    return switch (type) {
      case BOOLEAN -> spread.map(s -> Figures.percent(s.mean()) + " true").orElse("–");
      case INTEGER, NUMBER ->
          spread
              .map(
                  s ->
                      Figures.number(s.min())
                          + " … "
                          + Figures.number(s.median())
                          + " … "
                          + Figures.number(s.max()))
              .orElse("–");
      case TIMESTAMP -> spread.map(s -> Figures.period(s.min(), s.max())).orElse("–");
      case STRING ->
          top.isEmpty()
              ? "–"
              : Figures.shown(top.getFirst().value())
                  + " "
                  + Figures.percent((double) top.getFirst().count() / (rows - missing));
    };
  }

  /** The mean of numbers, as people read it. */
  public String mean() {
    return spread
        .filter(_ -> type == DataType.INTEGER || type == DataType.NUMBER)
        .map(s -> Figures.number(s.mean()))
        .orElse("–");
  }

  private static Distinct distinct(FeatureStatistics feature) {
    return switch (feature) {
      case BooleanStatistics b ->
          new Distinct((b.trues() > 0 ? 1 : 0) + (b.falses() > 0 ? 1 : 0), true);
      case NumericStatistics n -> n.distinct();
      case StringStatistics s -> s.distinct();
    };
  }

  private static Optional<Spread> spread(FeatureStatistics feature) {
    return switch (feature) {
      case BooleanStatistics b when b.count() > 0 -> {
        double share = (double) b.trues() / b.count();
        yield Optional.of(
            new Spread(
                share,
                StrictMath.sqrt(share * (1 - share)),
                b.falses() > 0 ? 0 : 1,
                share > 0.5 ? 1 : 0,
                b.trues() > 0 ? 1 : 0,
                b.falses()));
      }
      case BooleanStatistics _ -> Optional.empty();
      case NumericStatistics n ->
          n.range()
              .map(
                  range ->
                      new Spread(
                          n.mean(),
                          n.standardDeviation(),
                          range.min().doubleValue(),
                          n.quantile(0.5),
                          range.max().doubleValue(),
                          n.zeros()));
      case StringStatistics _ -> Optional.empty();
    };
  }

  private static List<Occurrence> top(FeatureStatistics feature) {
    return switch (feature) {
      case BooleanStatistics b ->
          List.of(new Occurrence("true", b.trues()), new Occurrence("false", b.falses())).stream()
              .filter(value -> value.count() > 0)
              .sorted(Comparator.comparingLong(Occurrence::count).reversed())
              .toList();
      case NumericStatistics _ -> List.of();
      case StringStatistics s -> s.values().stream().limit(TOP).toList();
    };
  }

  private static List<Mark> marks(FeatureStatistics feature) {
    List<Mark> marks = new ArrayList<>();
    if (feature.rows() > 0 && feature.count() == 0) {
      return List.of(Mark.ALL_MISSING);
    }
    if (feature.missing() > feature.count()) {
      marks.add(Mark.MOSTLY_MISSING);
    }
    if (distinct(feature).count() > 0 && feature.constant()) {
      marks.add(Mark.CONSTANT);
    }
    if (allDifferent(feature)) {
      marks.add(Mark.ALL_DIFFERENT);
    }
    switch (feature) {
      case BooleanStatistics _ -> {}
      case NumericStatistics n -> {
        if (n.notFinite().total() > 0) {
          marks.add(Mark.NOT_FINITE);
        }
        if (Fences.farOut(n) > 0) {
          marks.add(Mark.FAR_OUT);
        }
      }
      case StringStatistics s -> {
        if (s.invalid() > 0) {
          marks.add(Mark.INVALID_TEXT);
        }
      }
    }
    return marks;
  }

  private static boolean allDifferent(FeatureStatistics feature) {
    Distinct distinct = distinct(feature);
    boolean name = feature.type() == DataType.STRING || feature.type() == DataType.INTEGER;
    double least = distinct.exact() ? feature.count() : NEARLY_ALL * feature.count();
    return name && feature.count() >= FEW && distinct.count() >= least;
  }
}
