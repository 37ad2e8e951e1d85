package dev.millrace.evaluation.blessing;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.value.Fraction;
import dev.millrace.evaluation.metric.Metric;
import java.util.Optional;

/**
 * Better than the baseline on the same rows, beyond chance: the lower bound of the improvement's
 * interval must be greater than what is asked.
 *
 * @param betterBy in the metric's own unit; a negative one allows the model to be that much worse
 * @param betterByShare of what the baseline has, in addition: 0.01 is one per cent
 * @param better which way is better, for a metric that has no direction of its own, or another
 * @param confidence of the two-sided interval: at 95 %, a model that is no better passes once in
 *     forty
 */
public record Change(
    @Default("0")
        @Doc(
            "What the improvement has to exceed, in the metric's own unit; a negative number lets the model be that much worse")
        double betterBy,
    @Default("0")
        @Doc("The same as a share of the baseline's value, in addition: 0.01 is one per cent")
        double betterByShare,
    @Doc(
            "Which way is better; the metric's own way if not given. A metric such as calibration has none")
        Optional<Better> better,
    @Default("0.95")
        @Doc(
            "The confidence, above 0 and below 1, of the improvement's interval, whose lower bound decides")
        Fraction confidence) {

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER;

    Metric.Direction direction() {
      return switch (this) {
        case HIGHER -> Metric.Direction.HIGHER_IS_BETTER;
        case LOWER -> Metric.Direction.LOWER_IS_BETTER;
      };
    }
  }

  public Change {
    if (!Double.isFinite(betterBy)) {
      throw new IllegalArgumentException("better_by is a finite number, not " + betterBy);
    }
    if (!Double.isFinite(betterByShare)) {
      throw new IllegalArgumentException(
          "better_by_share is a finite number, not " + betterByShare);
    }
    requireInside(confidence);
  }

  /** Better by so much in the metric's own direction. */
  public Change(double betterBy, Fraction confidence) {
    this(betterBy, 0, Optional.empty(), confidence);
  }

  static void requireInside(Fraction confidence) {
    if (confidence.value() <= 0 || confidence.value() >= 1) {
      throw new IllegalArgumentException(
          "confidence is more than 0 and less than 1, such as 95%; found " + confidence);
    }
  }
}
