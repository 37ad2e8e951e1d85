package dev.millrace.evaluation.blessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.BinaryMeasure;
import dev.millrace.evaluation.metric.BinaryPlan;
import dev.millrace.evaluation.metric.Estimate;
import dev.millrace.evaluation.metric.Estimates;
import dev.millrace.evaluation.metric.Groups;
import dev.millrace.evaluation.metric.Measure;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  /** AUC 0.75. */
  private static final Measure MODEL =
      measure(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1});

  private static final Bounds BETTER = Bounds.change(new Change(0, new Fraction(0.95)));

  @Test
  void judge_everythingHeld_blessesWithTheFigures() {
    Blessing blessing = judge(Map.of("auc", Bounds.atLeast(0.6)));
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason()).isEqualTo("blessed: auc 0.75 (at least 0.6)");
  }

  @Test
  void judge_valueExactlyAtItsBound_isHeld() {
    assertThat(judge(Map.of("auc", Bounds.between(0.75, 0.75))).blessed()).isTrue();
  }

  @Test
  void judge_oneFailed_listsAllAndBlamesIt() {
    Map<String, Bounds> asked = new LinkedHashMap<>();
    asked.put("auc", Bounds.atLeast(0.8));
    asked.put("calibration", Bounds.between(0.8, 1.25));
    Blessing blessing = judge(asked);
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).isEqualTo("not blessed: auc 0.75 (not at least 0.8)");
    assertThat(blessing.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Outcome.FAILED, Outcome.HELD, Outcome.HELD);
  }

  @Test
  void judge_nothingAsked_doesNotBless() {
    Blessing blessing = judge(Map.of());
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("no threshold is given");
  }

  @Test
  void judge_undefinedMetric_fails() {
    Measure oneClass = measure(new double[] {0.1}, new double[] {0});
    Blessing blessing = judge(Map.of("auc", Bounds.between(0, 1)), oneClass);
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("auc undefined on these rows (not at least 0)");
  }

  @Test
  void judge_changeWithoutBaseline_isNotApplicableAndValuesDecide() {
    Map<String, Bounds> asked = new LinkedHashMap<>();
    asked.put("log_loss", BETTER);
    asked.put("auc", Bounds.atLeast(0.6));
    Blessing blessing = judge(asked);
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason())
        .isEqualTo(
            "blessed: auc 0.75 (at least 0.6); log_loss not applicable: there is no baseline yet");
  }

  @Test
  void judge_onlyChangesAndNoBaseline_doesNotBless() {
    Blessing blessing = judge(Map.of("log_loss", BETTER));
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("every threshold compares with a baseline");
  }

  @Test
  void judge_lowerBoundAboveWhatIsAsked_isHeld() {
    Blessing blessing = judged(BETTER, 0.02, 0.01);
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason())
        .isEqualTo("blessed: log_loss improvement +0.020 [0.010, 0.030] (more than 0 at 95 %)");
  }

  @Test
  void judge_lowerBoundNotAboveWhatIsAsked_fails() {
    for (double low : new double[] {0, -0.01}) {
      assertThat(judged(BETTER, 0.02, low).blessed()).isFalse();
    }
    Bounds much = Bounds.change(new Change(0.015, new Fraction(0.95)));
    assertThat(judged(much, 0.02, 0.01).blessed()).isFalse();
  }

  @Test
  void judge_negativeChange_allowsToBeALittleWorse() {
    Bounds notMuchWorse = Bounds.change(new Change(-0.01, new Fraction(0.95)));
    Blessing blessing = judged(notMuchWorse, 0, -0.005);
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
    Blessing blessing = judged(BETTER, mean, low);
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
    assertThat(judge(Map.of("auc", Bounds.atLeast(bound))).reason()).endsWith("auc " + said);
  }

  @Test
  void judge_valueThatRoundsToItsBound_isSaidFinely() {
    Measure nearly = measure(new double[] {0.6 - 1e-9}, new double[] {1});
    Blessing blessing = judge(Map.of("mean_prediction", Bounds.atLeast(0.6)), nearly);
    assertThat(blessing.reason())
        .isEqualTo("not blessed: mean_prediction 0.599999999 (not at least 0.6)");
  }

  @Test
  void judge_tooFewRowsForAnInterval_fails() {
    Blessing blessing = judged(BETTER, 0.02, Double.NaN);
    assertThat(blessing.blessed()).isFalse();
    assertThat(blessing.reason()).contains("improvement +0.02 on too few rows for an interval");
  }

  @Test
  void judge_changeOfWhatHasNoDirection_asksWhichIsBetter() {
    assertThatThrownBy(() -> judge(Map.of("mean_prediction", BETTER)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of mean_prediction neither more nor less is better");
    Change lower = new Change(0, 0, Optional.of(Change.Better.LOWER), new Fraction(0.95));
    Blessing blessing = judgedOf("mean_prediction", Bounds.change(lower), -0.02, -0.03);
    assertThat(blessing.reason())
        .isEqualTo(
            "blessed: mean_prediction improvement +0.020 [0.010, 0.030] (more than 0 at 95 %)");
  }

  @Test
  void judge_shareOfTheBaseline_isAddedToTheBound() {
    for (boolean enough : new boolean[] {true, false}) {
      // The baseline has 0.5: 1 % of it is 0.005.
      Change share = new Change(0, enough ? 0.01 : 0.03, Optional.empty(), new Fraction(0.95));
      Blessing blessing = judged(Bounds.change(share), 0.02, 0.01);
      assertThat(blessing.blessed()).isEqualTo(enough);
      assertThat(blessing.reason())
          .contains(
              "more than "
                  + (enough ? "1" : "3")
                  + " % of the baseline's = 0.0"
                  + (enough ? "05" : "15"));
    }
    Change lenient = new Change(-0.02, -0.05, Optional.empty(), new Fraction(0.95));
    assertThat(judged(Bounds.change(lenient), 0.02, 0.01).reason())
        .contains("(more than -(0.02 + 5 % of the baseline's) = -0.045 at 95 %)");
  }

  @Test
  void judge_confidence_holdsTheIntervalsBound() {
    // 0.5 ± 0.0102 at 95 %.
    assertThat(valued(Bounds.atLeast(0.49)).blessed()).isTrue();
    assertThat(valued(Bounds.atLeast(0.49).at(0.95)).blessed()).isFalse();
    assertThat(valued(Bounds.atLeast(0.48).at(0.95)).reason())
        .isEqualTo("blessed: log_loss 0.500 [0.490, 0.510] (at least 0.48 at 95 %)");
    assertThat(valued(Bounds.atMost(0.505).at(0.95)).blessed()).isFalse();
    assertThat(judge(Map.of("auc", Bounds.atLeast(0.1).at(0.95))).reason())
        .isEqualTo("not blessed: auc 0.75 without an interval (not at least 0.1 at 95 %)");
  }

  @Test
  void judge_confidenceOnFewRows_holdsTheIntervalThatIsReported() {
    Estimate value = new Estimate(0.9, 0.2, 30);
    Blessing blessing =
        judge(
            Map.of("auc", Bounds.between(0.4, 1).at(0.95)),
            Estimates.known(metric("auc"), value, value, value));
    assertThat(blessing.blessed()).isTrue();
    assertThat(blessing.reason()).contains("auc 0.90 [0.49, 1.00] (at most 1 at 95 %)");
  }

  @Test
  void bounds_withoutMeaning_areRefused() {
    assertThatThrownBy(
            () ->
                new Bounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .hasMessageContaining("at_least, at_most, change");
    assertThatThrownBy(() -> Bounds.between(0.9, 0.1)).hasMessageContaining("at least 0.9");
    assertThatThrownBy(() -> new Change(Double.NaN, new Fraction(0.95)))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new Change(0, new Fraction(1))).hasMessageContaining("less than 1");
  }

  private static Measure measure(double[] scores, double[] labels) {
    return BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
  }

  private static Blessing judge(Map<String, Bounds> asked) {
    return judge(asked, MODEL);
  }

  private static Blessing judge(Map<String, Bounds> asked, Measure measure) {
    try {
      Estimates estimates =
          Estimates.of(
              new Estimates.Subject(measure, Optional.empty(), Weights.equal()),
              Groups.all(measure.rows()),
              Optional.empty(),
              1);
      return judge(asked, estimates);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Blessing judge(Map<String, Bounds> asked, Estimates estimates) {
    return new Thresholds(asked, List.of())
        .judge(new Evidence(estimates, new LinkedHashMap<>(), new LinkedHashMap<>(), 1));
  }

  private static Blessing judged(Bounds asked, double mean, double low) {
    return judgedOf("log_loss", asked, mean, low);
  }

  /** An improvement whose lower bound at 95 % is known, on a baseline of 0.5. */
  private static Blessing judgedOf(String metric, Bounds asked, double mean, double low) {
    double error = (mean - low) / new Estimate(0, 1, 399).high(0.95);
    Estimate improvement = new Estimate(mean, error, 399);
    return judge(
        Map.of(metric, asked),
        Estimates.known(metric(metric), Estimate.exact(0.5), Estimate.exact(0.5), improvement));
  }

  private static Blessing valued(Bounds asked) {
    Estimate value = new Estimate(0.5, 0.0102 / new Estimate(0, 1, 399).high(0.95), 399);
    return judge(
        Map.of("log_loss", asked), Estimates.known(metric("log_loss"), value, value, value));
  }

  private static Metric metric(String name) {
    return MODEL.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
