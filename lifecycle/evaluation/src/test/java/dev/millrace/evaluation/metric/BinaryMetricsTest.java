package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinaryMetricsTest {

  @Test
  void of_randomRowsWithTiesAndWeights_agreesWithDefinitions() {
    for (int seed = 0; seed < 200; seed++) {
      Rows rows = Rows.random(new Random(seed));
      BinaryMetrics metrics = BinaryMetrics.of(rows.scores(), rows.labels(), rows.weights());
      for (Metric metric : Metric.values()) {
        assertThat(metrics.value(metric).orElse(Double.NaN))
            .as("%s, seed %d", metric, seed)
            .isCloseTo(BruteForce.value(metric, rows), within(1e-12));
      }
    }
  }

  @Test
  void of_equalWeights_isUnweighted() {
    Rows rows = Rows.random(new Random(7));
    double[] twos = new double[rows.size()];
    Arrays.fill(twos, 2);
    var weighted = BinaryMetrics.of(rows.scores(), rows.labels(), twos).byName();
    BinaryMetrics.of(rows.scores(), rows.labels())
        .byName()
        .forEach((name, value) -> assertThat(weighted.get(name)).isCloseTo(value, within(1e-12)));
  }

  @Test
  void of_weightTwo_isRowTwice() {
    double[] scores = {0.2, 0.9, 0.4};
    double[] labels = {0, 1, 1};
    var weighted = BinaryMetrics.of(scores, labels, new double[] {1, 2, 1});
    var twice =
        BinaryMetrics.of(new double[] {0.2, 0.9, 0.9, 0.4}, new double[] {0, 1, 1, 1}).byName();
    twice.forEach(
        (name, value) -> {
          if (!name.equals("example_count")) {
            assertThat(weighted.byName().get(name)).isCloseTo(value, within(1e-15));
          }
        });
  }

  @Test
  void of_publishedExample_givesPublishedAuc() {
    // The documentation example of scikit-learn's roc_auc_score: 0.75.
    assertThat(
            BinaryMetrics.of(new double[] {0.1, 0.4, 0.35, 0.8}, new double[] {0, 0, 1, 1})
                .value(Metric.AUC))
        .hasValue(0.75);
  }

  @Test
  void of_constantScore_hasAucOfOneHalfAndEntropyAsLogLoss() {
    double[] scores = {0.25, 0.25, 0.25, 0.25};
    BinaryMetrics metrics = BinaryMetrics.of(scores, new double[] {1, 0, 0, 0});
    assertThat(metrics.value(Metric.AUC)).hasValue(0.5);
    assertThat(metrics.value(Metric.CALIBRATION)).hasValue(1);
    double entropy = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertThat(metrics.value(Metric.LOG_LOSS).orElseThrow()).isCloseTo(entropy, within(1e-15));
  }

  @Test
  void of_oneClassOnly_leavesOutWhatIsUndefined() {
    var negatives = BinaryMetrics.of(new double[] {0.1, 0.2}, new double[] {0, 0}).byName();
    assertThat(negatives.sequencedKeySet())
        .containsExactly(
            "log_loss",
            "accuracy",
            "brier_score",
            "mean_prediction",
            "mean_label",
            "example_count");
  }

  @Test
  void of_noRows_hasOnlyTheCount() {
    assertThat(BinaryMetrics.of(new double[0], new double[0]).byName())
        .containsExactly(Map.entry("example_count", 0.0));
  }

  @Test
  void of_certainAndWrong_clipsLogLoss() {
    BinaryMetrics metrics = BinaryMetrics.of(new double[] {1}, new double[] {0});
    assertThat(metrics.value(Metric.LOG_LOSS).orElseThrow())
        .isCloseTo(-Math.log(1e-7), within(1e-8));
  }

  @Test
  void of_valueOutsideDomain_isRefused() {
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5, Double.NaN}, new double[2]))
        .hasMessage("the score of row 1 is NaN; expected a probability from 0 to 1");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {1.5}, new double[1]))
        .hasMessageContaining("score of row 0 is 1.5");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5}, new double[] {0.5}))
        .hasMessageContaining("label of row 0 is 0.5; expected 0 or 1");
    assertThatThrownBy(() -> BinaryMetrics.of(new double[] {0.5}, new double[2]))
        .hasMessage("2 labels for 1 scores");
    assertThatThrownBy(
            () -> BinaryMetrics.of(new double[1], new double[1], new double[] {Double.NaN}))
        .hasMessageContaining("weight of row 0 is NaN");
  }
}
