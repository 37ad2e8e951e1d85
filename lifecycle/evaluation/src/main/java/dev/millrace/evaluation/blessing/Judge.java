package dev.millrace.evaluation.blessing;

import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.MeanInterval;
import dev.millrace.evaluation.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** Holds thresholds against the figures of one model. */
record Judge(BinaryMetrics model, Optional<Thresholds.Baseline> baseline) {

  List<Verdict> verdicts(Metric metric, Bounds asked) {
    List<Verdict> verdicts = new ArrayList<>();
    asked
        .atLeast()
        .map(least -> judge(metric, "at least ", least, found -> found >= least))
        .ifPresent(verdicts::add);
    asked
        .atMost()
        .map(most -> judge(metric, "at most ", most, found -> found <= most))
        .ifPresent(verdicts::add);
    asked.change().map(change -> judge(metric, change)).ifPresent(verdicts::add);
    return verdicts;
  }

  private Verdict judge(Metric metric, String side, double bound, DoublePredicate holds) {
    OptionalDouble value = model.value(metric);
    String threshold = side + Digits.all(bound);
    if (value.isEmpty()) {
      return verdict(metric, threshold, "undefined on these rows", false);
    }
    double found = value.getAsDouble();
    return verdict(metric, threshold, Digits.of(found, bound), holds.test(found));
  }

  private Verdict judge(Metric metric, Change change) {
    double bound = change.betterBy();
    double confidence = change.confidence().value();
    String threshold =
        "more than " + Digits.all(bound) + " at " + Digits.of(100 * confidence, 100) + " %";
    if (baseline.isEmpty()) {
      String found = "not compared: there is no baseline yet";
      return new Verdict(metric.text(), threshold, found, Outcome.NOT_APPLICABLE);
    }
    MeanInterval improvement = baseline.get().compare(metric, confidence).improvement();
    boolean held = improvement.bounded() && improvement.low() > bound;
    return verdict(metric, threshold, "improvement " + words(improvement, bound), held);
  }

  private static Verdict verdict(Metric metric, String asked, String found, boolean held) {
    return new Verdict(metric.text(), asked, found, held ? Outcome.HELD : Outcome.FAILED);
  }

  private static String words(MeanInterval improvement, double bound) {
    return improvement.bounded()
        ? Digits.of(improvement, bound)
        : Digits.signed(improvement.mean())
            + " on only "
            + improvement.rows()
            + " rows, too few for an interval";
  }
}
