package dev.millrace.evaluation.blessing;

import dev.millrace.core.component.Doc;
import dev.millrace.core.value.Fraction;
import java.util.Optional;

/**
 * What is asked of one metric.
 *
 * @param atLeast the least value that is good enough
 * @param atMost the greatest value that is good enough
 * @param confidence of the metric's two-sided interval, whose bound then has to be good enough, not
 *     only the value
 * @param change how much better than the baseline it must be
 */
public record Bounds(
    @Doc("The least value that is good enough") Optional<Double> atLeast,
    @Doc("The greatest value that is good enough") Optional<Double> atMost,
    @Doc(
            "The confidence, above 0 and below 1, of the metric's interval, whose bound then has to be good enough too; without it only the value has to be")
        Optional<Fraction> confidence,
    @Doc("How much better than the baseline the model has to be; not judged while there is none")
        Optional<Change> change) {

  public Bounds {
    if (atLeast.isEmpty() && atMost.isEmpty() && change.isEmpty()) {
      throw new IllegalArgumentException(
          "expected at least one of at_least, at_most, change; found none");
    }
    if (atLeast.isPresent() && atMost.isPresent() && atLeast.get() > atMost.get()) {
      throw new IllegalArgumentException(
          "no value is at least " + atLeast.get() + " and at most " + atMost.get());
    }
    confidence.ifPresent(Change::requireInside);
  }

  public static Bounds atLeast(double value) {
    return new Bounds(Optional.of(value), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Bounds atMost(double value) {
    return new Bounds(Optional.empty(), Optional.of(value), Optional.empty(), Optional.empty());
  }

  public static Bounds between(double least, double greatest) {
    return new Bounds(
        Optional.of(least), Optional.of(greatest), Optional.empty(), Optional.empty());
  }

  public static Bounds change(Change change) {
    return new Bounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(change));
  }

  /** The same, to hold for the interval's bound. */
  public Bounds at(double level) {
    return new Bounds(atLeast, atMost, Optional.of(new Fraction(level)), change);
  }

  /** Whether it can only be judged by an interval. */
  public boolean needsInterval() {
    return confidence.isPresent() || change.isPresent();
  }
}
