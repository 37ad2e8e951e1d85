package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.evaluation.metric.Resampling.PoissonBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What few rows say is uncertain, but never that a metric is where it cannot be. */
class LimitsTest {

  private static final int ROWS = 12;

  /** A good model and a bad one of each task, so that values lie at the ends. */
  static List<List<Measure>> pairs() {
    Random random = new Random(6);
    double[] labels = new double[ROWS];
    Arrays.setAll(labels, row -> row % 3 == 0 ? 1 : 0);
    double[] good = Arrays.stream(labels).map(y -> 0.1 + 0.8 * y).toArray();
    good[1] = 0.95;
    double[] bad = Arrays.stream(good).map(score -> 1 - score).toArray();
    double[] numbers = random.doubles(ROWS, 1, 2).toArray();
    double[] near = Arrays.stream(numbers).map(y -> y + 0.1 * random.nextGaussian()).toArray();
    near[2] = 9;
    int[] queries = new int[ROWS];
    Arrays.setAll(queries, row -> row / 4);
    return List.of(
        List.of(binary(good, labels), binary(bad, labels)),
        List.of(several(good, labels), several(bad, labels)),
        List.of(
            RegressionMeasure.of(near, numbers, List.of(MetricName.parse("quantile_loss@0.9"))),
            RegressionMeasure.of(
                random.doubles(ROWS, 1, 2).toArray(),
                numbers,
                List.of(MetricName.parse("quantile_loss@0.9")))),
        List.of(
            RankingMeasure.of(good, labels, queries, List.of(MetricName.parse("ndcg@2"))),
            RankingMeasure.of(bad, labels, queries, List.of(MetricName.parse("ndcg@2")))));
  }

  private static Measure binary(double[] scores, double[] labels) {
    List<MetricName> asked =
        List.of(MetricName.parse("precision_at_recall@0.5"), MetricName.parse("recall@0.3"));
    return BinaryMeasure.of(BinaryPlan.of(0.5, asked), scores, labels);
  }

  private static Measure several(double[] scores, double[] labels) {
    double[] others = Arrays.stream(scores).map(score -> 1 - score).toArray();
    int[] classes = Arrays.stream(labels).mapToInt(y -> (int) y).toArray();
    return MulticlassMeasure.of(
        List.of("no", "yes"), new double[][] {others, scores}, classes, List.of());
  }

  private static Estimates estimates(List<Measure> pair) throws InterruptedException {
    return Estimates.of(
        new Estimates.Subject(pair.getFirst(), Optional.of(pair.getLast()), Weights.equal()),
        Groups.all(ROWS),
        Optional.of(new PoissonBootstrap(40, 1)),
        1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void interval_fewRows_staysWhereTheMetricCanBe(List<Measure> pair) throws Exception {
    Estimates found = estimates(pair);
    int cut = 0;
    for (int i = 0; i < found.metrics().size(); i++) {
      Limits limits = found.metrics().get(i).limits();
      cut += requireInside(found.model(0, i), limits, found.metrics().get(i));
      cut += requireInside(found.baseline(0, i).orElseThrow(), limits, found.metrics().get(i));
      requireInside(
          found.improvement(0, i).orElseThrow(), limits.ofDifference(), found.metrics().get(i));
    }
    assertThat(cut).as("intervals that would have gone beyond").isPositive();
  }

  /** Whether something was cut off. */
  private static int requireInside(Estimate estimate, Limits limits, Metric metric) {
    if (!estimate.bounded()) {
      return 0;
    }
    double rounding = 1e-12;
    assertThat(estimate.value())
        .as("value of %s", metric)
        .isBetween(limits.least() - rounding, limits.most() + rounding);
    double low = estimate.low(0.95);
    double high = estimate.high(0.95);
    assertThat(low).as("low of %s", metric).isBetween(limits.least(), limits.most());
    assertThat(high).as("high of %s", metric).isBetween(low, limits.most());
    Estimate free = estimate.within(Limits.NONE);
    return free.low(0.95) < low || free.high(0.95) > high ? 1 : 0;
  }

  /** What can be any number is said once here, so that a new metric without limits is noticed. */
  @Test
  void limits_ofEachMetric_areThere() {
    Map<Boolean, Set<String>> byLimits =
        pairs().stream()
            .flatMap(pair -> pair.getFirst().metrics().stream())
            .collect(
                Collectors.partitioningBy(
                    metric -> metric.limits().equals(Limits.NONE),
                    Collectors.mapping(Metric::name, Collectors.toSet())));
    assertThat(byLimits.get(true))
        .containsExactlyInAnyOrder("mean_error", "calibration", "mean_prediction", "mean_label");
  }

  @Test
  void ofDifference_ofShares_isFromMinusOneToOne() {
    assertThat(Limits.SHARE.ofDifference()).isEqualTo(Limits.CORRELATION);
    assertThat(Limits.NOT_NEGATIVE.ofDifference()).isEqualTo(Limits.NONE);
    assertThat(Limits.upTo(1).ofDifference()).isEqualTo(Limits.NONE);
    assertThat(Limits.NONE.ofDifference()).isEqualTo(Limits.NONE);
  }
}
