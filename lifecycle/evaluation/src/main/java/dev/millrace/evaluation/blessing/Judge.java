package dev.millrace.evaluation.blessing;

import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.MeanInterval;
import dev.millrace.evaluation.metric.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds thresholds against the figures of one model. */
record Judge(BinaryMetrics model, Optional<Thresholds.Baseline> baseline) {

  private static final MathContext SIX_DIGITS = new MathContext(6);

  List<Verdict> verdicts(Metric metric, Bounds asked) {
    OptionalDouble value = model.value(metric);
    // An undefined metric is NaN here, which is neither at least nor at most anything.
    double found = value.orElse(Double.NaN);
    String words = value.isPresent() ? number(found) : "undefined on these rows";
    List<Verdict> verdicts = new ArrayList<>();
    asked
        .atLeast()
        .map(least -> verdict(metric, "at least " + number(least), words, found >= least))
        .ifPresent(verdicts::add);
    asked
        .atMost()
        .map(most -> verdict(metric, "at most " + number(most), words, found <= most))
        .ifPresent(verdicts::add);
    asked.change().map(change -> judge(metric, change)).ifPresent(verdicts::add);
    return verdicts;
  }

  private Verdict judge(Metric metric, Change change) {
    String confidence = number(100 * change.confidence().value()) + " %";
    String asked =
        "better than the baseline by more than "
            + number(change.betterBy())
            + " with "
            + confidence
            + " confidence";
    if (baseline.isEmpty()) {
      return new Verdict(metric.text(), asked, "there is no baseline yet", Outcome.NOT_APPLICABLE);
    }
    MeanInterval improvement =
        baseline.get().compare(metric, change.confidence().value()).improvement();
    boolean held = improvement.bounded() && improvement.low() > change.betterBy();
    return verdict(metric, asked, words(improvement, confidence), held);
  }

  private static Verdict verdict(Metric metric, String asked, String found, boolean held) {
    return new Verdict(metric.text(), asked, found, held ? Outcome.HELD : Outcome.FAILED);
  }

  private static String words(MeanInterval improvement, String confidence) {
    String mean = "improvement " + number(improvement.mean());
    return improvement.bounded()
        ? mean
            + " ("
            + confidence
            + " interval "
            + number(improvement.low())
            + " to "
            + number(improvement.high())
            + ")"
        : mean + " on only " + improvement.rows() + " rows, too few for an interval";
  }

  /** Six significant digits, without trailing zeros. */
  private static String number(double value) {
    return new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }
}
