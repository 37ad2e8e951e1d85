package dev.millrace.evaluation.blessing;

import dev.millrace.core.value.Fraction;
import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.Estimate;
import dev.millrace.evaluation.metric.Estimates;
import dev.millrace.evaluation.metric.Metric.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds thresholds against the figures of one group of rows.
 *
 * @param slice its name; empty for all rows
 * @param against the group whose values are subtracted; empty if none are
 */
record Judge(Estimates estimates, String slice, int group, Optional<Against> against) {

  /** Another group of rows. */
  record Against(String slice, int group) {}

  static Judge ofAll(Estimates estimates) {
    return new Judge(estimates, "", 0, Optional.empty());
  }

  List<Verdict> verdicts(String metric, Bounds asked) {
    int place = estimates.place(metric);
    List<Verdict> verdicts = new ArrayList<>();
    asked
        .atLeast()
        .map(least -> value(metric, value(place), asked.confidence(), new Side(least, true)))
        .ifPresent(verdicts::add);
    asked
        .atMost()
        .map(most -> value(metric, value(place), asked.confidence(), new Side(most, false)))
        .ifPresent(verdicts::add);
    asked.change().map(change -> change(metric, place, change)).ifPresent(verdicts::add);
    return verdicts;
  }

  /** A bound, and on which side of it a value has to be. */
  private record Side(double bound, boolean least) {

    boolean holds(double value) {
      return least ? value >= bound : value <= bound;
    }

    String words() {
      return (least ? "at least " : "at most ") + Digits.all(bound);
    }
  }

  /** Two slices share no rows, or are as if they did not: their errors add as squares. */
  private Estimate value(int place) {
    Estimate own = estimates.model(group, place);
    if (against.isEmpty()) {
      return own;
    }
    Estimate other = estimates.model(against.get().group(), place);
    return new Estimate(
        own.value() - other.value(),
        Math.hypot(own.standardError(), other.standardError()),
        Math.min(own.degreesOfFreedom(), other.degreesOfFreedom()),
        own.limits().ofDifference());
  }

  private Verdict value(String metric, Estimate found, Optional<Fraction> confidence, Side side) {
    String threshold =
        side.words()
            + against.map(other -> " above " + other.slice()).orElse("")
            + confidence.map(level -> " at " + percent(level)).orElse("");
    if (!found.defined()) {
      return verdict(metric, threshold, "undefined on these rows", false);
    }
    if (confidence.isEmpty()) {
      String value = Digits.of(found.value(), side.bound());
      return verdict(metric, threshold, value, side.holds(found.value()));
    }
    double level = confidence.get().value();
    if (!found.bounded()) {
      String value = Digits.of(found.value(), side.bound()) + " without an interval";
      return verdict(metric, threshold, value, false);
    }
    double bound = side.least() ? found.low(level) : found.high(level);
    return verdict(metric, threshold, words(found, level, side.bound()), side.holds(bound));
  }

  private Verdict change(String metric, int place, Change change) {
    double level = change.confidence().value();
    Optional<Estimate> baseline = estimates.baseline(group, place);
    String at = " at " + percent(change.confidence());
    if (baseline.isEmpty()) {
      String found = "not applicable: there is no baseline yet";
      String threshold = "more than " + asked(change) + at;
      return new Verdict(metric, slice, threshold, found, Outcome.NOT_APPLICABLE);
    }
    Estimate improvement = improvement(place, change);
    double bound = change.betterBy() + change.betterByShare() * Math.abs(baseline.get().value());
    String threshold = "more than " + asked(change) + comesTo(change, bound, improvement) + at;
    if (!improvement.defined()) {
      return verdict(metric, threshold, "undefined on these rows", false);
    }
    if (!improvement.bounded()) {
      String found =
          "improvement " + Digits.signed(improvement.value()) + " on too few rows for an interval";
      return verdict(metric, threshold, found, false);
    }
    String found =
        "improvement " + (improvement.value() > 0 ? "+" : "") + words(improvement, level, bound);
    return verdict(metric, threshold, found, improvement.low(level) > bound);
  }

  private static String asked(Change change) {
    double share = 100 * change.betterByShare();
    if (share == 0) {
      return Digits.all(change.betterBy());
    }
    String size = Digits.all(Math.abs(share)) + " % of the baseline's";
    if (change.betterBy() == 0) {
      return (share < 0 ? "-" : "") + size;
    }
    if (change.betterBy() < 0 && share < 0) {
      return "-(" + Digits.all(-change.betterBy()) + " + " + size + ")";
    }
    return Digits.all(change.betterBy()) + (share < 0 ? " - " : " + ") + size;
  }

  /** A share of a figure that the reader does not see tells little. */
  private static String comesTo(Change change, double bound, Estimate improvement) {
    if (change.betterByShare() == 0 || !improvement.bounded() || !Double.isFinite(bound)) {
      return "";
    }
    return " = " + Digits.of(bound, improvement.low(change.confidence().value()));
  }

  private Estimate improvement(int place, Change change) {
    Estimate found = estimates.improvement(group, place).orElseThrow();
    Direction own = estimates.metrics().get(place).direction();
    Direction asked = change.better().map(Change.Better::direction).orElse(own);
    double sign = own.improvement(1, 0) * asked.improvement(1, 0);
    return new Estimate(
        sign * found.value(), found.standardError(), found.degreesOfFreedom(), found.limits());
  }

  private static String words(Estimate found, double level, double bound) {
    return Digits.of(found.value(), found.low(level), found.high(level), bound);
  }

  private static String percent(Fraction confidence) {
    return Digits.of(100 * confidence.value(), 100) + " %";
  }

  private Verdict verdict(String metric, String asked, String found, boolean held) {
    return new Verdict(metric, slice, asked, found, held ? Outcome.HELD : Outcome.FAILED);
  }
}
