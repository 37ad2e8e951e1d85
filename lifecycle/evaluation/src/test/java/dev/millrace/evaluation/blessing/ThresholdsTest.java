package dev.millrace.evaluation.blessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.evaluation.blessing.Thresholds.Baseline;
import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.MeanInterval;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.PairedDifference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  /** AUC 0.75. */
  private static final BinaryMetrics MODEL =
      BinaryMetrics.of(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1});

  private static final Bounds BETTER = Bounds.change(new Change(0, new Fraction(0.95)));

  @Test
  void judge_everythingHeld_blessesWithTheFigures() {
    Blessing blessing = judge(Map.of(Metric.AUC, Bounds.atLeast(0.6)), Optional.empty());
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason()).isEqualTo("blessed: auc 0.75 (at least 0.6)");
  }

  @Test
  void judge_valueExactlyAtItsBound_isHeld() {
    assertThat(judge(Map.of(Metric.AUC, Bounds.between(0.75, 0.75)), Optional.empty()).blessed())
        .isTrue();
  }

  @Test
  void judge_oneFailed_listsAllAndBlamesIt() {
    Map<Metric, Bounds> asked = new LinkedHashMap<>();
    asked.put(Metric.AUC, Bounds.atLeast(0.8));
    asked.put(Metric.CALIBRATION, Bounds.between(0.8, 1.25));
    Blessing blessing = judge(asked, Optional.empty());
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).isEqualTo("not blessed: auc 0.75 (not at least 0.8)");
    assertThat(blessing.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Outcome.FAILED, Outcome.HELD, Outcome.HELD);
  }

  @Test
  void judge_nothingAsked_doesNotBless() {
    Blessing blessing = judge(Map.of(), Optional.empty());
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("no threshold is given");
  }

  @Test
  void judge_undefinedMetric_fails() {
    BinaryMetrics oneClass = BinaryMetrics.of(new double[] {0.1}, new double[] {0});
    Blessing blessing =
        Thresholds.of(Map.of(Metric.AUC, Bounds.between(0, 1))).judge(oneClass, Optional.empty());
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("auc undefined on these rows (not at least 0)");
  }

  @Test
  void judge_changeWithoutBaseline_isNotApplicableAndValuesDecide() {
    Map<Metric, Bounds> asked = new LinkedHashMap<>();
    asked.put(Metric.LOG_LOSS, BETTER);
    asked.put(Metric.AUC, Bounds.atLeast(0.6));
    Blessing blessing = judge(asked, Optional.empty());
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason())
        .isEqualTo(
            "blessed: auc 0.75 (at least 0.6); log_loss not compared: there is no baseline yet");
  }

  @Test
  void judge_onlyChangesAndNoBaseline_doesNotBless() {
    Blessing blessing = judge(Map.of(Metric.LOG_LOSS, BETTER), Optional.empty());
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("every threshold compares with a baseline");
  }

  @Test
  void judge_lowerBoundAboveWhatIsAsked_isHeld() {
    Blessing blessing = judge(Map.of(Metric.LOG_LOSS, BETTER), Optional.of(improvedBy(0.02, 0.01)));
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason())
        .isEqualTo("blessed: log_loss improvement +0.020 [0.010, 0.030] (more than 0 at 95 %)");
  }

  @Test
  void judge_lowerBoundNotAboveWhatIsAsked_fails() {
    for (double low : new double[] {0, -0.01}) {
      assertThat(
              judge(Map.of(Metric.LOG_LOSS, BETTER), Optional.of(improvedBy(0.02, low))).blessed())
          .isFalse();
    }
    Bounds much = Bounds.change(new Change(0.015, new Fraction(0.95)));
    assertThat(judge(Map.of(Metric.LOG_LOSS, much), Optional.of(improvedBy(0.02, 0.01))).blessed())
        .isFalse();
  }

  @Test
  void judge_negativeChange_allowsToBeALittleWorse() {
    Bounds notMuchWorse = Bounds.change(new Change(-0.01, new Fraction(0.95)));
    Blessing blessing =
        judge(Map.of(Metric.LOG_LOSS, notMuchWorse), Optional.of(improvedBy(0, -0.005)));
    assertThat(blessing.blessed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.00135968  | 0.000675752    | +0.00136 [0.00068, 0.00204] (more than 0 at 95 %)",
        "0.0109258   | 0.0105291      | +0.01093 [0.01053, 0.01132] (more than 0 at 95 %)",
        "-0.00221436 | -0.00300076    | -0.00221 [-0.00300, -0.00143] (not more than 0 at 95 %)",
        "0.5         | -0.5           | +0.5 [-0.5, 1.5] (not more than 0 at 95 %)",
        "0.01        | 0.0000004      | +0.0100000 [0.0000004, 0.0199996] (more than 0 at 95 %)",
        "0.01        | -0.0000004     | +0.0100000 [-0.0000004, 0.0200004] (not more than 0 at 95 %)",
        "0.01        | 0              | +0.010 [0.000, 0.020] (not more than 0 at 95 %)"
      })
  void judge_change_isSaidToTheDigitsThatTellSomething(double mean, double low, String said) {
    Blessing blessing = judge(Map.of(Metric.LOG_LOSS, BETTER), Optional.of(improvedBy(mean, low)));
    assertThat(blessing.reason()).endsWith("log_loss improvement " + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.75       | 0.75 (at least 0.75)",
        "0.74999999 | 0.75 (at least 0.74999999)",
        "0.7500001  | 0.75 (not at least 0.7500001)",
        "0.3        | 0.75 (at least 0.3)"
      })
  void judge_bound_isSaidAsItWasWritten(double bound, String said) {
    assertThat(judge(Map.of(Metric.AUC, Bounds.atLeast(bound)), Optional.empty()).reason())
        .endsWith("auc " + said);
  }

  @Test
  void judge_valueThatRoundsToItsBound_isSaidFinely() {
    BinaryMetrics nearly = BinaryMetrics.of(new double[] {0.6 - 1e-9}, new double[] {1});
    Bounds bounds = Bounds.atLeast(0.6);
    Blessing blessing =
        Thresholds.of(Map.of(Metric.MEAN_PREDICTION, bounds)).judge(nearly, Optional.empty());
    assertThat(blessing.reason())
        .isEqualTo("not blessed: mean_prediction 0.599999999 (not at least 0.6)");
  }

  @Test
  void judge_tooFewRowsForAnInterval_fails() {
    Blessing blessing =
        judge(Map.of(Metric.LOG_LOSS, BETTER), Optional.of(improvedBy(0.02, Double.NaN)));
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("on only 400 rows, too few for an interval");
  }

  @Test
  void of_changeThatCannotBeJudged_saysOfWhatItCan() {
    assertThatThrownBy(() -> Thresholds.of(Map.of(Metric.AUC, BETTER)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("auc is not a mean over rows")
        .hasMessageContaining("log_loss, accuracy, brier_score");
  }

  @Test
  void bounds_withoutMeaning_areRefused() {
    assertThatThrownBy(() -> new Bounds(Optional.empty(), Optional.empty(), Optional.empty()))
        .hasMessageContaining("at_least, at_most, change");
    assertThatThrownBy(() -> Bounds.between(0.9, 0.1)).hasMessageContaining("at least 0.9");
    assertThatThrownBy(() -> new Change(Double.NaN, new Fraction(0.95)))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new Change(0, new Fraction(1))).hasMessageContaining("less than 1");
  }

  private static Blessing judge(Map<Metric, Bounds> asked, Optional<Baseline> baseline) {
    return Thresholds.of(asked).judge(MODEL, baseline);
  }

  private static Baseline improvedBy(double mean, double low) {
    return (metric, confidence) ->
        new PairedDifference(metric, new MeanInterval(400, mean, low, 2 * mean - low, confidence));
  }
}
