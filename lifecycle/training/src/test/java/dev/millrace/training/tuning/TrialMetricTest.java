package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand. */
class TrialMetricTest {

  private static final Objective BINARY = new Objective.Binary();

  private static LabelledRows rows(float[] labels, Optional<float[]> weights, int... groups) {
    return new LabelledRows(
        new FeatureMatrix(labels.length, 0, new float[0]),
        labels,
        weights,
        groups.length == 0 ? Optional.empty() : Optional.of(groups));
  }

  private static LabelledRows rows(float... labels) {
    return rows(labels, Optional.empty());
  }

  private static Objective regression(Loss loss) {
    return new Objective.Regression(loss, 0.9);
  }

  @Test
  void value_logLoss_isTheMeanOfLogarithms() {
    float[] predictions = {0.25f, 0.5f};
    double expected = -(Math.log(0.75) + Math.log(0.5)) / 2;
    assertThat(TrialMetric.LOG_LOSS.value(BINARY, rows(0, 1), predictions))
        .isCloseTo(expected, within(1e-9));
    double weighted = -(3 * Math.log(0.75) + Math.log(0.5)) / 4;
    assertThat(
            TrialMetric.LOG_LOSS.value(
                BINARY, rows(new float[] {0, 1}, Optional.of(new float[] {3, 1})), predictions))
        .isCloseTo(weighted, within(1e-9));
    assertThat(
            TrialMetric.LOG_LOSS.value(
                new Objective.Multiclass(3), rows(2), new float[] {0.25f, 0.25f, 0.5f}))
        .isCloseTo(Math.log(2), within(1e-9));
    assertThat(TrialMetric.LOG_LOSS.value(BINARY, rows(1), new float[] {Float.NaN})).isNaN();
  }

  @Test
  void value_auc_countsPairsAndTiesHalf() {
    // Pairs of a 1 and a 0: two ahead, one equal, one behind.
    assertThat(
            TrialMetric.AUC.value(BINARY, rows(1, 0, 1, 0), new float[] {0.9f, 0.9f, 0.5f, 0.1f}))
        .isCloseTo(2.5 / 4, within(1e-12));
    assertThat(TrialMetric.AUC.value(BINARY, rows(1, 1), new float[] {0.1f, 0.2f})).isNaN();
  }

  @Test
  void value_ofRegressions_areTheirDefinitions() {
    float[] predictions = {2, 5};
    LabelledRows rows = rows(1, 8);
    assertThat(TrialMetric.RMSE.value(regression(Loss.SQUARED), rows, predictions))
        .isCloseTo(Math.sqrt(5), within(1e-12));
    assertThat(TrialMetric.MAE.value(regression(Loss.ABSOLUTE), rows, predictions))
        .isCloseTo(2, within(1e-12));
    assertThat(TrialMetric.QUANTILE_LOSS.value(regression(Loss.QUANTILE), rows, predictions))
        .isCloseTo((0.1 * 1 + 0.9 * 3) / 2, within(1e-12));
    assertThat(TrialMetric.POISSON_LOSS.value(regression(Loss.POISSON), rows, predictions))
        .isCloseTo((2 - Math.log(2) + 5 - 8 * Math.log(5)) / 2, within(1e-9));
  }

  @Test
  void value_ndcg_isTheShareOfTheBestOrder() {
    Objective ranking = new Objective.Ranking();
    // The second group has nothing to find, and does not count.
    LabelledRows rows = rows(new float[] {0, 2, 0, 0}, Optional.empty(), 2, 2);
    assertThat(TrialMetric.NDCG.value(ranking, rows, new float[] {2, 1, 1, 2}))
        .isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
    assertThat(TrialMetric.NDCG.value(ranking, rows, new float[] {1, 2, 1, 2}))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void suits_theDefault_always() {
    for (Loss loss : Loss.values()) {
      assertThat(TrialMetric.of(regression(loss)).suits(regression(loss))).isTrue();
    }
    assertThat(TrialMetric.of(BINARY).suits(BINARY)).isTrue();
    assertThat(TrialMetric.AUC.suits(new Objective.Multiclass(3))).isFalse();
  }
}
