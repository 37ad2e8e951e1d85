package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.evaluation.metric.Resampling.Jackknife;
import dev.millrace.evaluation.metric.Resampling.PoissonBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatesTest {

  private static final int ROWS = 400;

  static List<Resampling> resamplings() {
    return List.of(new PoissonBootstrap(60, 1), new Jackknife(1));
  }

  /** Scores of positive rows are normal with mean 1, of negative ones with mean 0. */
  private static Measure sample(Random random) {
    double[] scores = new double[ROWS];
    double[] labels = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextInt(3) == 0 ? 1 : 0;
      scores[row] = 1 / (1 + Math.exp(-random.nextGaussian() - labels[row]));
    }
    return BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
  }

  private static Estimates estimates(Measure measure, Resampling resampling, int threads)
      throws InterruptedException {
    return Estimates.of(
        new Estimates.Subject(measure, Optional.empty(), Weights.equal()),
        Groups.all(measure.rows()),
        Optional.of(resampling),
        threads);
  }

  /** The true AUC of two normal distributions a deviation apart is Φ(1/√2) = 0.76025. */
  @ParameterizedTest
  @MethodSource("resamplings")
  void of_manySamples_coversTheTruthAsOftenAsItSays(Resampling resampling) throws Exception {
    Random random = new Random(11);
    int auc = 0;
    int prevalence = 0;
    int trials = 400;
    for (int trial = 0; trial < trials; trial++) {
      Estimates found = estimates(sample(random), resampling, 1);
      auc += covers(found, "auc", 0.7602499) ? 1 : 0;
      prevalence += covers(found, "prevalence", 1.0 / 3) ? 1 : 0;
    }
    // 95 % of 400 trials, within four standard errors of a binomial share.
    assertThat(auc / (double) trials).as("auc").isCloseTo(0.95, within(0.044));
    assertThat(prevalence / (double) trials).as("prevalence").isCloseTo(0.95, within(0.044));
  }

  private static boolean covers(Estimates found, String metric, double truth) {
    Estimate estimate = found.model(0, found.place(metric));
    return estimate.low(0.95) <= truth && truth <= estimate.high(0.95);
  }

  @ParameterizedTest
  @MethodSource("resamplings")
  void of_meanOverRows_hasTheTextbookStandardError(Resampling resampling) throws Exception {
    Measure measure = sample(new Random(2));
    Estimates found = estimates(measure, resampling, 2);
    int place = found.place("log_loss");
    double[] terms = measure.terms(found.metrics().get(place));
    double mean = Arrays.stream(terms).average().orElseThrow();
    double squares = Arrays.stream(terms).map(term -> (term - mean) * (term - mean)).sum();
    double expected = Math.sqrt(squares / (ROWS - 1) / ROWS);
    // The spread of so few replicates is itself uncertain by 1 / √(2 · 19) at most.
    assertThat(found.model(0, place).standardError())
        .isCloseTo(expected, within(3.5 / Math.sqrt(38) * expected));
  }

  @ParameterizedTest
  @MethodSource("resamplings")
  void of_anyNumberOfThreads_isTheSameBits(Resampling resampling) throws Exception {
    Measure measure = sample(new Random(3));
    Estimates one = estimates(measure, resampling, 1);
    Estimates three = estimates(measure, resampling, 3);
    for (int metric = 0; metric < one.metrics().size(); metric++) {
      assertThat(three.model(0, metric)).isEqualTo(one.model(0, metric));
    }
  }

  /** Two models that rank nearly alike differ by far less than either varies. */
  @Test
  void of_pairOfModels_hasTheDifferenceOnTheSameRows() throws Exception {
    Random random = new Random(4);
    double[] scores = random.doubles(ROWS).toArray();
    double[] labels = Arrays.stream(scores).map(s -> random.nextDouble() < s ? 1 : 0).toArray();
    double[] others =
        Arrays.stream(scores)
            .map(s -> Math.clamp(s + 0.01 * random.nextGaussian(), 0, 1))
            .toArray();
    Measure model = BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
    Measure baseline = BinaryMeasure.of(BinaryPlan.USUAL, others, labels);
    Estimates found =
        Estimates.of(
            new Estimates.Subject(model, Optional.of(baseline), Weights.equal()),
            Groups.all(ROWS),
            Optional.of(new PoissonBootstrap(50, 1)),
            2);
    int auc = found.place("auc");
    Estimate improvement = found.improvement(0, auc).orElseThrow();
    assertThat(improvement.value())
        .isCloseTo(
            found.model(0, auc).value() - found.baseline(0, auc).orElseThrow().value(),
            within(1e-15));
    assertThat(improvement.standardError())
        .isPositive()
        .isLessThan(found.model(0, auc).standardError() / 5);
  }

  /** Rows of a query come and go together. */
  @Test
  void of_ranking_drawsWholeQueries() throws Exception {
    Random random = new Random(5);
    int[] queries = new int[ROWS];
    Arrays.setAll(queries, row -> row / 4);
    Measure measure =
        RankingMeasure.of(
            random.doubles(ROWS).toArray(),
            random.ints(ROWS, 0, 3).asDoubleStream().toArray(),
            queries,
            List.of());
    Weights drawn = new PoissonBootstrap(20, 1).draw(Weights.equal(), measure.units(), ROWS, 7);
    for (int row = 0; row < ROWS; row++) {
      assertThat(drawn.of(row)).isEqualTo(drawn.of(row / 4 * 4));
    }
    Estimates found = estimates(measure, new PoissonBootstrap(40, 1), 1);
    assertThat(found.model(0, found.place("ndcg")).bounded()).isTrue();
    assertThat(found.model(0, found.place("query_count")).bounded()).isFalse();
  }

  @Test
  void draw_manyRows_isPoissonOfMeanOne() {
    int rows = 200_000;
    Weights drawn = new PoissonBootstrap(20, 9).draw(Weights.equal(), Units.ROWS, rows, 3);
    int[] counts = new int[16];
    for (int row = 0; row < rows; row++) {
      counts[(int) drawn.of(row)]++;
    }
    double probability = Math.exp(-1);
    for (int count = 0; count < 6; count++) {
      double error = Math.sqrt(probability * (1 - probability) / rows);
      assertThat(counts[count] / (double) rows).isCloseTo(probability, within(4 * error));
      probability /= count + 1;
    }
  }

  @Test
  void poissonBootstrap_fewReplicates_isRefused() {
    assertThatThrownBy(() -> new PoissonBootstrap(19, 1)).hasMessageContaining("at least 20");
  }
}
