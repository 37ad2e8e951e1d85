package dev.millrace.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The best of one rate among all decision thresholds at which another rate is good enough.
 *
 * @param bound of the other rate, from 0 to 1
 */
record Constraint(Kind kind, double bound) {

  /** What is best under what. */
  enum Kind {
    SENSITIVITY_AT_SPECIFICITY,
    SPECIFICITY_AT_SENSITIVITY,
    PRECISION_AT_RECALL,
    RECALL_AT_PRECISION,
    RECALL_AT_FALSE_POSITIVE_RATE,
    /** The highest score from which on deciding positive reaches the recall. */
    THRESHOLD_AT_RECALL;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> find(String name) {
      return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
    }

    static List<String> names() {
      return Arrays.stream(values()).map(Kind::text).toList();
    }
  }

  Metric metric(String name) {
    return switch (kind) {
      case SENSITIVITY_AT_SPECIFICITY,
          SPECIFICITY_AT_SENSITIVITY,
          PRECISION_AT_RECALL,
          RECALL_AT_PRECISION,
          RECALL_AT_FALSE_POSITIVE_RATE ->
          Metric.higher(name).within(Limits.SHARE);
      case THRESHOLD_AT_RECALL -> Metric.neither(name).within(Limits.SHARE);
    };
  }

  /** What it is if nothing is decided positive: then only specificity is good. */
  double ofNone() {
    return switch (kind) {
      case SENSITIVITY_AT_SPECIFICITY, RECALL_AT_PRECISION, RECALL_AT_FALSE_POSITIVE_RATE -> 0;
      case SPECIFICITY_AT_SENSITIVITY -> bound == 0 ? 1 : Double.NaN;
      case PRECISION_AT_RECALL, THRESHOLD_AT_RECALL -> Double.NaN;
    };
  }

  /**
   * The better of what was best and what deciding positive from a score on gives.
   *
   * @param best so far, NaN if nothing was good enough
   */
  double better(double best, double score, Confusion at) {
    double found =
        switch (kind) {
          case SENSITIVITY_AT_SPECIFICITY -> at.specificity() >= bound ? at.recall() : Double.NaN;
          case SPECIFICITY_AT_SENSITIVITY -> at.recall() >= bound ? at.specificity() : Double.NaN;
          case PRECISION_AT_RECALL -> at.recall() >= bound ? at.precision() : Double.NaN;
          case RECALL_AT_PRECISION -> at.precision() >= bound ? at.recall() : Double.NaN;
          case RECALL_AT_FALSE_POSITIVE_RATE -> at.fallOut() <= bound ? at.recall() : Double.NaN;
          case THRESHOLD_AT_RECALL -> at.recall() >= bound ? score : Double.NaN;
        };
    return Double.isNaN(best) || found > best ? (Double.isNaN(found) ? best : found) : best;
  }
}
