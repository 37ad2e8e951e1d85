package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.evaluation.metric.ModelDifference.Flips;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDifferenceTest {

  private static BinaryMeasure binary(double... scores) {
    return BinaryMeasure.of(BinaryPlan.USUAL, scores, new double[] {1, 1, 0, 0, 1});
  }

  @Test
  void of_binary_countsTheFlips() {
    ModelDifference found =
        ModelDifference.of(
            binary(0.9, 0.6, 0.6, 0.2, 0.1), binary(0.9, 0.2, 0.4, 0.2, 0.7), Weights.equal());
    Flips flips = found.flips().orElseThrow();
    assertThat(flips.flipRate()).isEqualTo(0.6);
    assertThat(flips.negativeToPositive().orElseThrow()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(flips.positiveToNegative()).hasValue(0.5);
    assertThat(flips.onlyModelRight()).isEqualTo(1);
    assertThat(flips.onlyBaselineRight()).isEqualTo(2);
    double expected = (0 + 0.8 / 0.8 + 0.4 / 1.0 + 0 + 1.2 / 0.8) / 5;
    assertThat(found.symmetricPredictionDifference().orElseThrow())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void of_regression_hasNoDecisions() {
    double[] labels = {1, 2};
    ModelDifference found =
        ModelDifference.of(
            RegressionMeasure.of(new double[] {1, 0}, labels, List.of()),
            RegressionMeasure.of(new double[] {3, 0}, labels, List.of()),
            Weights.equal());
    assertThat(found.flips()).isEmpty();
    assertThat(found.symmetricPredictionDifference()).hasValue(0.5);
  }

  /** Binomial probabilities by hand; the last is Wikipedia's example of McNemar's test. */
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, 0, 1", "5, 0, 0.0625", "2, 1, 1", "8, 1, 0.0390625", "59, 121, 4e-6"})
  void mcNemar_differingRows_isExact(long model, long baseline, double expected) {
    assertThat(Flips.mcNemar(model, baseline)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void mcNemar_manyRows_liesBetweenExactOnes() {
    assertThat(Flips.mcNemar(520, 481)).isBetween(Flips.mcNemar(520, 480), Flips.mcNemar(519, 481));
  }

  /** Published tables of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.15865525393145707",
    "-1, 0.8413447460685429",
    "1.959963984540054, 0.025",
    "2.9999, 0.0013503419",
    "3, 0.0013498980316301",
    "6, 9.865876450377e-10",
    "10, 7.619853024160527e-24",
  })
  void above_value_isTheNormalTail(double x, double expected) {
    assertThat(NormalTail.above(x)).isCloseTo(expected, within(expected * 1e-6));
  }
}
