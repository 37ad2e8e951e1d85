package dev.millrace.benchmark.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {

  /**
   * C(n, k) p^k (1 − p)^(n − k), in decimal arithmetic: row by row, from the mode on either side,
   * and with factorials beyond the table.
   */
  @ParameterizedTest
  @CsvSource({"5, 0.3", "24, 0.02", "40, 0.25", "40, 0.9", "300, 0.5", "9000, 0.001"})
  void draw_often_hasTheProbabilities(int rows, String share) {
    BigDecimal p = new BigDecimal(share);
    SplittableRandom random = new SplittableRandom(rows);
    int draws = 200_000;
    int[] counts = new int[rows + 1];
    for (int i = 0; i < draws; i++) {
      counts[(int) Binomial.draw(random, rows, p.doubleValue())]++;
    }
    BigDecimal odds = p.divide(BigDecimal.ONE.subtract(p), MathContext.DECIMAL128);
    BigDecimal term = BigDecimal.ONE.subtract(p).pow(rows, MathContext.DECIMAL128);
    for (int k = 0; k <= rows; k++) {
      double expected = term.doubleValue();
      double error = Math.sqrt(expected * (1 - expected) / draws);
      assertThat(counts[k] / (double) draws).isCloseTo(expected, within(4.5 * error + 1e-5));
      term =
          term.multiply(odds, MathContext.DECIMAL128)
              .multiply(BigDecimal.valueOf(rows - k))
              .divide(BigDecimal.valueOf(k + 1), MathContext.DECIMAL128);
    }
  }

  /** Beyond any table, by the mean and the variance. */
  @Test
  void draw_manyRows_hasTheMoments() {
    SplittableRandom random = new SplittableRandom(9);
    long rows = 1_000_000;
    double share = 0.3;
    int draws = 20_000;
    double variance = rows * share * (1 - share);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double x = Binomial.draw(random, rows, share) - rows * share;
      sum += x;
      squares += x * x;
    }
    assertThat(sum / draws).isCloseTo(0, within(4 * Math.sqrt(variance / draws)));
    assertThat(squares / draws).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / draws)));
  }

  @Test
  void draw_certain_isNoneOrAll() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(Binomial.draw(random, 1_000, 0)).isZero();
    assertThat(Binomial.draw(random, 1_000, 1)).isEqualTo(1_000);
    assertThat(Binomial.draw(random, 0, 0.5)).isZero();
  }
}
