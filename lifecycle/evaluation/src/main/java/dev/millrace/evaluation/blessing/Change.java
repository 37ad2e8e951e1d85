package dev.millrace.evaluation.blessing;

import dev.millrace.core.component.Default;
import dev.millrace.core.value.Fraction;

/**
 * Better than the baseline on the same rows, beyond chance: the lower bound of the improvement's
 * interval must be greater than {@code betterBy}. Better is lower or higher as the metric has it.
 *
 * @param betterBy in the metric's own unit; a negative one allows the model to be that much worse
 * @param confidence of the two-sided interval: at 95 %, a model that is no better passes once in
 *     forty
 */
public record Change(@Default("0") double betterBy, @Default("0.95") Fraction confidence) {

  public Change {
    if (!Double.isFinite(betterBy)) {
      throw new IllegalArgumentException("better_by is a finite number, not " + betterBy);
    }
    if (confidence.value() <= 0 || confidence.value() >= 1) {
      throw new IllegalArgumentException(
          "confidence is more than 0 and less than 1, such as 95%; found " + confidence);
    }
  }
}
