package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingMeasureTest {

  private static SequencedMap<String, Double> metrics(
      double[] scores, double[] grades, int[] queries, String... asked) {
    return RankingMeasure.of(
            scores, grades, queries, Arrays.stream(asked).map(MetricName::parse).toList())
        .byName(Weights.equal());
  }

  /** The documents of Wikipedia's "Discounted cumulative gain", with gains of 2^grade − 1. */
  @Test
  void byName_oneQuery_isTheFormula() {
    double[] grades = {3, 2, 3, 0, 1, 2};
    double[] scores = {6, 5, 4, 3, 2, 1};
    var found = metrics(scores, grades, new int[6], "ndcg@3");
    double gained = 7 + 3 / log2(3) + 7.0 / 2 + 0 + 1 / log2(6) + 3 / log2(7);
    double ideal = 7 + 7 / log2(3) + 3.0 / 2 + 3 / log2(5) + 1 / log2(6);
    assertThat(found.get("ndcg")).isCloseTo(gained / ideal, within(1e-12));
    assertThat(found.get("ndcg@3"))
        .isCloseTo((7 + 3 / log2(3) + 7.0 / 2) / (7 + 7 / log2(3) + 3.0 / 2), within(1e-12));
    assertThat(found.get("query_count")).isEqualTo(1);
    assertThat(found.get("greatest_query_size")).isEqualTo(6);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Wikipedia's "Mean reciprocal rank": first relevant at places 3, 2 and 1. */
  @Test
  void byName_publishedReciprocalRanks_areTheirMean() {
    double[] scores = {3, 2, 1, 3, 2, 1, 3, 2, 1};
    double[] grades = {0, 0, 1, 0, 1, 0, 1, 0, 0};
    int[] queries = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    var found = metrics(scores, grades, queries);
    assertThat(found.get("mean_reciprocal_rank")).isCloseTo(11.0 / 18, within(1e-12));
    assertThat(found.get("min_label_position")).isCloseTo(2, within(1e-12));
  }

  /** Equal scores: the mean over every order they could have. */
  @Test
  void byName_ties_areTheMeanOverAllOrders() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] scores = random.ints(6, 0, 3).asDoubleStream().toArray();
      double[] grades = random.ints(6, 0, 3).asDoubleStream().toArray();
      grades[random.nextInt(6)] = 1;
      var found = metrics(scores, grades, new int[6], "ndcg@2");
      List<SequencedMap<String, Double>> orders = new ArrayList<>();
      for (List<Integer> order : orders(IntStream.range(0, 6).boxed().toList())) {
        double[] parted = new double[6];
        Arrays.setAll(parted, row -> scores[row] + order.get(row) / 100.0);
        orders.add(metrics(parted, grades, new int[6], "ndcg@2"));
      }
      for (String name : List.of("ndcg", "ndcg@2", "mean_reciprocal_rank", "min_label_position")) {
        double mean = orders.stream().mapToDouble(each -> each.get(name)).average().orElseThrow();
        assertThat(found.get(name)).as(name).isCloseTo(mean, within(1e-9));
      }
    }
  }

  private static List<List<Integer>> orders(List<Integer> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> rest : orders(of.subList(1, of.size()))) {
      for (int place = 0; place <= rest.size(); place++) {
        List<Integer> order = new ArrayList<>(rest);
        order.add(place, of.getFirst());
        all.add(order);
      }
    }
    return all;
  }

  @Test
  void byName_rowsInAnyOrder_areTheSame() {
    Random random = new Random(9);
    int rows = 300;
    List<double[]> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      all.add(new double[] {random.nextInt(5), random.nextInt(4), random.nextInt(30)});
    }
    var first = metrics(all);
    Collections.shuffle(all, random);
    metrics(all)
        .forEach((name, value) -> assertThat(first.get(name)).isCloseTo(value, within(1e-9)));
  }

  private static SequencedMap<String, Double> metrics(List<double[]> rows) {
    return metrics(
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray(),
        rows.stream().mapToInt(row -> (int) row[2]).toArray());
  }

  @Test
  void byName_nothingRelevant_isUndefined() {
    assertThat(metrics(new double[] {1, 2}, new double[2], new int[2]))
        .containsEntry("relevant_query_rate", 0.0)
        .doesNotContainKeys("ndcg", "mean_reciprocal_rank");
  }

  @Test
  void of_gradeThatIsNone_isRefused() {
    assertThatThrownBy(() -> metrics(new double[1], new double[] {0.5}, new int[1]))
        .hasMessageContaining("a whole number from 0 to 30");
  }
}
