package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedScoresTest {

  @Test
  void metricsByGroup_randomGroups_equalsEachGroupAlone() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random);
      int[] groups = random.ints(rows.size(), -1, 5).toArray();
      List<BinaryMetrics> byGroup =
          RankedScores.of(rows.scores(), rows.labels(), rows.weights()).metricsByGroup(groups, 5);
      for (int group = 0; group < 5; group++) {
        Rows alone = select(rows, groups, group);
        assertThat(byGroup.get(group).byName())
            .isEqualTo(BinaryMetrics.of(alone.scores(), alone.labels(), alone.weights()).byName());
      }
    }
  }

  @Test
  void ascending_anyDoubles_isAStableSort() {
    Random random = new Random(3);
    double[] scores =
        IntStream.range(0, 5000)
            .mapToDouble(
                row ->
                    random.nextBoolean()
                        ? random.nextInt(20) / 20.0
                        : Double.longBitsToDouble(random.nextLong()))
            .filter(score -> !Double.isNaN(score))
            .toArray();
    Integer[] expected = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(expected, (a, b) -> Double.compare(scores[a], scores[b]));
    assertThat(ScoreOrder.ascending(scores))
        .containsExactly(Arrays.stream(expected).mapToInt(Integer::intValue).toArray());
  }

  @Test
  void calibrationCurve_tenBins_coversEveryRowOnceAndPartsNoTie() {
    for (int seed = 0; seed < 50; seed++) {
      Rows rows = Rows.random(new Random(seed));
      var curve = RankedScores.of(rows.scores(), rows.labels()).calibrationCurve(10);
      assertThat(curve).hasSizeBetween(1, 10);
      assertThat(curve.stream().mapToLong(CalibrationBin::exampleCount).sum())
          .isEqualTo(rows.size());
      for (int bin = 1; bin < curve.size(); bin++) {
        assertThat(curve.get(bin).lowestScore()).isGreaterThan(curve.get(bin - 1).highestScore());
      }
    }
  }

  @Test
  void calibrationCurve_knownRows_givesTheirMeans() {
    double[] scores = {0.9, 0.1, 0.7, 0.3};
    double[] labels = {1, 0, 0, 1};
    assertThat(RankedScores.of(scores, labels).calibrationCurve(2))
        .containsExactly(
            new CalibrationBin(0.1, 0.3, 2, 0.2, 0.5), new CalibrationBin(0.7, 0.9, 2, 0.8, 0.5));
  }

  private static Rows select(Rows rows, int[] groups, int group) {
    int[] chosen = IntStream.range(0, rows.size()).filter(row -> groups[row] == group).toArray();
    return new Rows(
        Arrays.stream(chosen).mapToDouble(row -> rows.scores()[row]).toArray(),
        Arrays.stream(chosen).mapToDouble(row -> rows.labels()[row]).toArray(),
        Arrays.stream(chosen).mapToDouble(row -> rows.weights()[row]).toArray());
  }
}
