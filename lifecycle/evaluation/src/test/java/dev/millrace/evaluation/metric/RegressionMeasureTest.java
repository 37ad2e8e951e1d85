package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RegressionMeasureTest {

  private static SequencedMap<String, Double> metrics(
      double[] predictions, double[] labels, String... asked) {
    return RegressionMeasure.of(
            predictions, labels, Arrays.stream(asked).map(MetricName::parse).toList())
        .byName(Weights.equal());
  }

  /** The examples in scikit-learn's documentation of each function. */
  @Test
  void byName_publishedExamples_givesPublishedValues() {
    var found = metrics(new double[] {2.5, 0, 2, 8}, new double[] {3, -0.5, 2, 7});
    assertThat(found.get("mae")).isEqualTo(0.5); // mean_absolute_error
    assertThat(found.get("mse")).isEqualTo(0.375); // mean_squared_error
    assertThat(found.get("rmse")).isCloseTo(0.612, within(5e-4)); // root_mean_squared_error
    assertThat(found.get("coefficient_of_determination"))
        .isCloseTo(0.948, within(1e-3)); // r2_score
    assertThat(found.get("mape")).isCloseTo(0.3273, within(1e-4)); // mean_absolute_percentage_error
    assertThat(found).doesNotContainKeys("poisson_deviance"); // A prediction of 0.
    var logged = metrics(new double[] {2.5, 5, 4, 8}, new double[] {3, 5, 2.5, 7});
    assertThat(logged.get("msle")).isCloseTo(0.0397, within(5e-5)); // mean_squared_log_error
    var counts = metrics(new double[] {0.5, 0.5, 2, 2}, new double[] {2, 0, 1, 4});
    assertThat(counts.get("poisson_deviance"))
        .isCloseTo(1.4260, within(5e-5)); // mean_poisson_deviance
    double[] labels = {1, 2, 3};
    var low = metrics(new double[] {0, 2, 3}, labels, "quantile_loss@0.1");
    assertThat(low.get("quantile_loss@0.1")).isCloseTo(0.1 / 3, within(1e-12)); // pinball
    var high = metrics(new double[] {0, 2, 3}, labels, "quantile_loss@0.9");
    assertThat(high.get("quantile_loss@0.9")).isCloseTo(0.3, within(1e-12));
  }

  /** Correlation by its definition; large labels that differ little must not lose it. */
  @Test
  void byName_randomWeightedRows_agreesWithDefinitions() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int rows = 3 + random.nextInt(100);
      double[] labels = random.doubles(rows).map(value -> 1e6 + value).toArray();
      double[] predictions = Arrays.stream(labels).map(y -> y + random.nextGaussian()).toArray();
      double[] weights = random.doubles(rows).map(value -> value < 0.1 ? 0 : value).toArray();
      var found = RegressionMeasure.of(predictions, labels, List.of()).byName(Weights.of(weights));
      double total = Arrays.stream(weights).sum();
      double meanLabel = mean(labels, weights, total);
      double meanPrediction = mean(predictions, weights, total);
      double xy = 0;
      double xx = 0;
      double yy = 0;
      double squares = 0;
      for (int row = 0; row < rows; row++) {
        double x = predictions[row] - meanPrediction;
        double y = labels[row] - meanLabel;
        xy += weights[row] * x * y;
        xx += weights[row] * x * x;
        yy += weights[row] * y * y;
        squares += weights[row] * Math.pow(predictions[row] - labels[row], 2);
      }
      assertThat(found.get("squared_pearson_correlation"))
          .isCloseTo(xy * xy / xx / yy, within(1e-6));
      assertThat(found.get("coefficient_of_determination"))
          .isCloseTo(1 - squares / yy, within(1e-5 * squares / yy));
      assertThat(found.get("mse")).isCloseTo(squares / total, within(1e-9));
      assertThat(found.get("mean_label")).isCloseTo(meanLabel, within(1e-6));
      assertThat(found.get("calibration")).isCloseTo(meanPrediction / meanLabel, within(1e-9));
    }
  }

  private static double mean(double[] values, double[] weights, double total) {
    double sum = 0;
    for (int row = 0; row < values.length; row++) {
      sum += weights[row] * values[row];
    }
    return sum / total;
  }

  @Test
  void byName_constantLabels_leavesOutWhatIsUndefined() {
    assertThat(metrics(new double[] {1, 2}, new double[] {0, 0}))
        .containsKeys("mae", "msle", "mean_error")
        .doesNotContainKeys(
            "mape", "calibration", "coefficient_of_determination", "squared_pearson_correlation");
  }

  @Test
  void byName_squaresTooLarge_leavesThemOut() {
    assertThat(metrics(new double[] {1e200, 2}, new double[] {-1e200, 1}))
        .containsKeys("mae", "mean_error")
        .doesNotContainKeys("mse", "rmse");
  }

  @Test
  void terms_everyMean_hasItAsTheirMean() {
    double[] predictions = {1, 2.5, 4};
    double[] labels = {2, 2, 1};
    RegressionMeasure measure =
        RegressionMeasure.of(predictions, labels, List.of(MetricName.parse("quantile_loss@0.3")));
    var values = measure.byName(Weights.equal());
    for (Metric metric : measure.metrics()) {
      if (metric.meanOverRows()) {
        assertThat(Arrays.stream(measure.terms(metric)).average().orElseThrow())
            .as(metric.name())
            .isCloseTo(values.get(metric.name()), within(1e-12));
      }
    }
  }

  @Test
  void of_whatCannotBe_isRefused() {
    assertThatThrownBy(() -> metrics(new double[] {Double.NaN}, new double[1]))
        .hasMessage("the prediction of row 0 is NaN; expected a finite number");
    assertThatThrownBy(() -> metrics(new double[1], new double[1], "auc"))
        .hasMessageContaining("a regression model has no metric 'auc'");
  }
}
