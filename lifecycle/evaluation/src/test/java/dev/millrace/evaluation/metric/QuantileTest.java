package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against SciPy's {@code norm.ppf} and {@code t.ppf}. */
class QuantileTest {

  @ParameterizedTest
  @CsvSource({
    "1e-12, -7.034483825301131",
    "1e-5, -4.264890793922825",
    "0.025, -1.9599639845400545",
    "0.05, -1.6448536269514729",
    "0.3, -0.5244005127080409",
    "0.5, 0",
    "0.75, 0.6744897501960817",
    "0.975, 1.959963984540054",
    "0.9995, 3.2905267314919255",
  })
  void of_probability_isTheNormalQuantile(double probability, double expected) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(expected, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({
    "0.75, 29, 0.6830438608216131",
    "0.975, 29, 2.045229642132703",
    "0.9995, 29, 3.6594050194663748",
    "0.95, 30, 1.697260886593957",
    "0.995, 60, 2.6602830288550368",
    "0.975, 120, 1.9799304050824402",
    "0.9995, 1000, 3.300282648423944",
    "0.975, 184000, 1.9599768774018476",
  })
  void quantile_probability_isStudents(double probability, double degrees, double expected) {
    assertThat(StudentT.quantile(probability, degrees)).isCloseTo(expected, within(1e-5));
  }

  /** Published tables of the distribution, to three decimals. */
  @ParameterizedTest
  @CsvSource({"0.95, 1.729", "0.975, 2.093", "0.995, 2.861", "0.9995, 3.883"})
  void quantile_nineteenDegrees_isStudents(double probability, double expected) {
    assertThat(StudentT.quantile(probability, 19)).isCloseTo(expected, within(6e-4));
  }

  @Test
  void of_notAProbability_isRefused() {
    for (double wrong : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> NormalQuantile.of(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
