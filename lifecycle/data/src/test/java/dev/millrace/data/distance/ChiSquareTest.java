package dev.millrace.data.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {

  /**
   * Critical values of the table in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 3.841, 0.05", "1, 6.635, 0.01", "2, 5.991, 0.05", "5, 11.070, 0.05", "10, 18.307, 0.05",
    "10, 29.588, 0.001", "30, 43.773, 0.05", "100, 124.342, 0.05", "100, 149.449, 0.001",
        "30, 20.599, 0.90"
  })
  void upperTail_criticalValues_areThePublishedOnes(int df, double x, double expected) {
    assertThat(ChiSquare.upperTail(x, df)).isCloseTo(expected, within(expected * 2e-3));
  }

  /**
   * For an even number 2k of degrees of freedom the tail is a Poisson sum: e^-z Σ z^i / i!, i < k.
   */
  @Test
  void upperTail_evenDegrees_isThePoissonSum() {
    for (int k = 1; k <= 40; k++) {
      for (double x = 0.25; x < 200; x *= 1.7) {
        double z = x / 2;
        double term = Math.exp(-z);
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum += term;
          term *= z / (i + 1);
        }
        assertThat(ChiSquare.upperTail(x, 2 * k)).isCloseTo(sum, within(1e-13 + 1e-10 * sum));
      }
    }
  }

  @Test
  void upperTail_extremes_areOneAndZero() {
    assertThat(ChiSquare.upperTail(0, 3)).isEqualTo(1);
    assertThat(ChiSquare.upperTail(1e6, 3)).isZero();
  }
}
