package dev.millrace.benchmark.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultinomialTest {

  private static final double[] WEIGHTS = {3, 0, 1, 4, 2};

  /** Means n·p, variances n·p·(1 − p) and covariances −n·p·q, whichever half a cell is in. */
  @Test
  void draw_often_hasTheMoments() {
    Multinomial cells = new Multinomial(WEIGHTS);
    SplittableRandom random = new SplittableRandom(4);
    int rows = 200;
    int draws = 50_000;
    double[][] products = new double[WEIGHTS.length][WEIGHTS.length];
    for (int draw = 0; draw < draws; draw++) {
      double[] differences = new double[WEIGHTS.length];
      for (int i = 0; i < WEIGHTS.length; i++) {
        differences[i] = -rows * WEIGHTS[i] / 10;
      }
      cells.draw(random, rows, (cell, count) -> differences[cell] += count);
      for (int i = 0; i < WEIGHTS.length; i++) {
        for (int j = 0; j < WEIGHTS.length; j++) {
          products[i][j] += differences[i] * differences[j] / draws;
        }
      }
    }
    for (int i = 0; i < WEIGHTS.length; i++) {
      for (int j = 0; j < WEIGHTS.length; j++) {
        double p = WEIGHTS[i] / 10;
        double expected = rows * (i == j ? p * (1 - p) : -p * WEIGHTS[j] / 10);
        assertThat(products[i][j]).isCloseTo(expected, within(48 * 5 / Math.sqrt(draws)));
      }
    }
  }

  @Test
  void draw_always_sharesOutAllRowsInOrder() {
    Multinomial cells = new Multinomial(WEIGHTS);
    SplittableRandom random = new SplittableRandom(5);
    for (int rows = 0; rows < 100; rows++) {
      long[] all = {0, -1};
      cells.draw(
          random,
          rows,
          (cell, count) -> {
            assertThat(cell).isGreaterThan((int) all[1]).isNotEqualTo(1);
            assertThat(count).isPositive();
            all[0] += count;
            all[1] = cell;
          });
      assertThat(all[0]).isEqualTo(rows);
    }
  }

  /** Two cells of one half, ten rows: all in one of them with probability 2^-10. */
  @Test
  void expectedFilled_twoCells_isTheClosedForm() {
    assertThat(new Multinomial(1, 1).expectedFilled(10))
        .isCloseTo(2 * (1 - Math.pow(0.5, 10)), within(1e-12));
  }
}
