package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  /** Ten equally likely kinds of row: the true rate, and what two models say of it. */
  private static final double[] TRUTH = {.02, .05, .1, .15, .2, .25, .3, .4, .5, .7};

  private static final List<Metric> COMPARABLE =
      BinaryPlan.USUAL.formulas().stream()
          .map(Formula::metric)
          .filter(Metric::meanOverRows)
          .toList();

  private static final double[] CHALLENGER = {.03, .05, .12, .14, .2, .22, .3, .45, .5, .65};
  private static final double[] BASELINE = {.1, .1, .1, .15, .15, .2, .3, .3, .4, .5};

  @Test
  void of_manySamplesOfAKnownTruth_coversItAsOftenAsItSays() {
    Random random = new Random(20010101);
    for (Metric metric : COMPARABLE) {
      double truth = expectedImprovement(metric);
      int covered = 0;
      int trials = 3000;
      for (int trial = 0; trial < trials; trial++) {
        MeanInterval found = sample(metric, 400, random).improvement();
        covered += low(found) <= truth && truth <= high(found) ? 1 : 0;
      }
      // 95 % of 3,000 trials, within four standard errors of a binomial share.
      assertThat(covered / (double) trials).as(metric.name()).isCloseTo(.95, within(.016));
    }
  }

  @Test
  void of_sameScores_findsNothing() {
    Rows rows = Rows.random(new Random(1));
    for (Metric metric : COMPARABLE) {
      MeanInterval found =
          difference(metric, rows.scores(), rows.scores(), rows.labels()).improvement();
      assertThat(found.mean()).isZero();
      assertThat(low(found)).isZero();
      assertThat(high(found)).isZero();
    }
  }

  @Test
  void of_anyRows_isTheDifferenceOfTheMetrics() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random);
      double[] other = random.doubles(rows.size()).toArray();
      for (Metric metric : COMPARABLE) {
        double challenger = new BruteForce(rows).value(metric.name());
        double baseline =
            new BruteForce(new Rows(other, rows.labels(), rows.weights())).value(metric.name());
        double better =
            metric.direction() == Metric.Direction.LOWER_IS_BETTER
                ? baseline - challenger
                : challenger - baseline;
        assertThat(
                PairedDifference.of(
                        metric,
                        measure(rows.scores(), rows.labels()),
                        measure(other, rows.labels()),
                        Weights.of(rows.weights()))
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
        difference(metric("accuracy"), challenger, baseline, new double[40]).improvement();
    double half = 2.022691 * Math.sqrt(40 * .25 * .75 / 39) / Math.sqrt(40);
    assertThat(found.mean()).isEqualTo(.25);
    assertThat(low(found)).isCloseTo(.25 - half, within(1e-6));
    assertThat(high(found)).isCloseTo(.25 + half, within(1e-6));
  }

  @Test
  void of_fewRows_givesNoInterval() {
    MeanInterval found =
        difference(metric("log_loss"), new double[29], new double[29], new double[29])
            .improvement();
    assertThat(found.bounded()).isFalse();
    assertThat(found.mean()).isZero();
  }

  @Test
  void of_whatCannotBeCompared_isRefused() {
    Measure some = measure(new double[] {.5}, new double[1]);
    Metric logLoss = metric("log_loss");
    assertThatThrownBy(() -> PairedDifference.of(metric("auc"), some, some, Weights.equal()))
        .hasMessage("auc is not a mean over rows");
    Measure none = measure(new double[0], new double[0]);
    assertThatThrownBy(() -> PairedDifference.of(logLoss, some, none, Weights.equal()))
        .hasMessage("0 rows beside 1");
    assertThatThrownBy(() -> PairedDifference.of(logLoss, none, none, Weights.equal()))
        .hasMessageContaining("no row");
  }

  private static double low(MeanInterval found) {
    return Estimate.of(found).low(.95);
  }

  private static double high(MeanInterval found) {
    return Estimate.of(found).high(.95);
  }

  private static Metric metric(String name) {
    return BinaryPlan.USUAL.formulas().stream()
        .map(Formula::metric)
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Measure measure(double[] scores, double[] labels) {
    return BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
  }

  private static PairedDifference difference(
      Metric metric, double[] challenger, double[] baseline, double[] labels) {
    return PairedDifference.of(
        metric, measure(challenger, labels), measure(baseline, labels), Weights.equal());
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
    return switch (metric.name()) {
      case "log_loss" -> -rate * Math.log(score) - (1 - rate) * Math.log(1 - score);
      case "brier_score" -> rate * (1 - score) * (1 - score) + (1 - rate) * score * score;
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
    return difference(metric, challenger, baseline, labels);
  }
}
