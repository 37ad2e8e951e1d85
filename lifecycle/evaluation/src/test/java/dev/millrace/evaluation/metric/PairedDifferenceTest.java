package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  /** Ten equally likely kinds of row: the true rate, and what two models say of it. */
  private static final double[] TRUTH = {.02, .05, .1, .15, .2, .25, .3, .4, .5, .7};

  private static final double[] CHALLENGER = {.03, .05, .12, .14, .2, .22, .3, .45, .5, .65};
  private static final double[] BASELINE = {.1, .1, .1, .15, .15, .2, .3, .3, .4, .5};

  @Test
  void of_manySamplesOfAKnownTruth_coversItAsOftenAsItSays() {
    Random random = new Random(20010101);
    for (Metric metric : PairedDifference.COMPARABLE) {
      double truth = expectedImprovement(metric);
      int covered = 0;
      int trials = 3000;
      for (int trial = 0; trial < trials; trial++) {
        MeanInterval found = sample(metric, 400, random).improvement();
        covered += found.low() <= truth && truth <= found.high() ? 1 : 0;
      }
      // 95 % of 3,000 trials, within four standard errors of a binomial share.
      assertThat(covered / (double) trials).as(metric.text()).isCloseTo(.95, within(.016));
    }
  }

  @Test
  void of_sameScores_findsNothing() {
    Rows rows = Rows.random(new Random(1));
    for (Metric metric : PairedDifference.COMPARABLE) {
      MeanInterval found =
          PairedDifference.of(metric, rows.scores(), rows.scores(), rows.labels(), .95)
              .improvement();
      assertThat(found.mean()).isZero();
      assertThat(found.low()).isZero();
      assertThat(found.high()).isZero();
    }
  }

  @Test
  void of_anyRows_isTheDifferenceOfTheMetrics() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random);
      double[] other = random.doubles(rows.size()).toArray();
      for (Metric metric : PairedDifference.COMPARABLE) {
        double challenger = BruteForce.value(metric, rows);
        double baseline = BruteForce.value(metric, new Rows(other, rows.labels(), rows.weights()));
        double better =
            metric.direction() == Metric.Direction.LOWER_IS_BETTER
                ? baseline - challenger
                : challenger - baseline;
        assertThat(
                PairedDifference.of(metric, rows.scores(), other, rows.labels(), rows.weights(), .9)
                    .improvement()
                    .mean())
            .isCloseTo(better, within(1e-12));
      }
    }
  }

  @Test
  void of_knownDifferences_givesTheTextbookInterval() {
    // Accuracy: the challenger alone is right in 10 of 40 rows, so the differences are 10 ones and
    // 30 zeros: mean 0.25, standard deviation sqrt(40 * .25 * .75 / 39), t(39) at .975 = 2.022691.
    double[] challenger = new double[40];
    double[] baseline = new double[40];
    Arrays.fill(baseline, 0, 10, 1);
    MeanInterval found =
        PairedDifference.of(Metric.ACCURACY, challenger, baseline, new double[40], .95)
            .improvement();
    double half = 2.022691 * Math.sqrt(40 * .25 * .75 / 39) / Math.sqrt(40);
    assertThat(found.mean()).isEqualTo(.25);
    assertThat(found.low()).isCloseTo(.25 - half, within(1e-6));
    assertThat(found.high()).isCloseTo(.25 + half, within(1e-6));
  }

  @Test
  void of_fewRows_givesNoInterval() {
    MeanInterval found =
        PairedDifference.of(Metric.LOG_LOSS, new double[29], new double[29], new double[29], .95)
            .improvement();
    assertThat(found.bounded()).isFalse();
    assertThat(found.mean()).isZero();
  }

  @Test
  void of_whatCannotBeCompared_isRefused() {
    double[] some = {.5};
    assertThatThrownBy(() -> PairedDifference.of(Metric.AUC, some, some, new double[1], .95))
        .hasMessage("auc is not a mean over rows");
    assertThatThrownBy(
            () -> PairedDifference.of(Metric.LOG_LOSS, some, new double[2], new double[1], .95))
        .hasMessage("1 labels for 2 scores");
    assertThatThrownBy(
            () ->
                PairedDifference.of(
                    Metric.LOG_LOSS, new double[0], new double[0], new double[0], .95))
        .hasMessageContaining("no row");
    assertThatThrownBy(() -> PairedDifference.of(Metric.LOG_LOSS, some, some, new double[1], 95))
        .hasMessage("confidence is between 0 and 1, not 95.0");
  }

  private static double expectedImprovement(Metric metric) {
    double total = 0;
    for (int kind = 0; kind < TRUTH.length; kind++) {
      total += expectedCost(metric, BASELINE[kind], TRUTH[kind]);
      total -= expectedCost(metric, CHALLENGER[kind], TRUTH[kind]);
    }
    return total / TRUTH.length;
  }

  private static double expectedCost(Metric metric, double score, double rate) {
    return switch (metric) {
      case LOG_LOSS -> -rate * Math.log(score) - (1 - rate) * Math.log(1 - score);
      case BRIER_SCORE -> rate * (1 - score) * (1 - score) + (1 - rate) * score * score;
      default -> score > .5 ? 1 - rate : rate;
    };
  }

  private static PairedDifference sample(Metric metric, int rows, Random random) {
    double[] challenger = new double[rows];
    double[] baseline = new double[rows];
    double[] labels = new double[rows];
    for (int row = 0; row < rows; row++) {
      int kind = random.nextInt(TRUTH.length);
      challenger[row] = CHALLENGER[kind];
      baseline[row] = BASELINE[kind];
      labels[row] = random.nextDouble() < TRUTH[kind] ? 1 : 0;
    }
    return PairedDifference.of(metric, challenger, baseline, labels, .95);
  }
}
