package dev.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinaryCurvesTest {

  private static BinaryCurves curves(Rows rows) {
    return BinaryCurves.of(
        BinaryMeasure.of(BinaryPlan.USUAL, rows.scores(), rows.labels()),
        Weights.of(rows.weights()));
  }

  @Test
  void descending_anyDoubles_isAStableSort() {
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
    Arrays.sort(expected, (a, b) -> Double.compare(scores[b], scores[a]));
    assertThat(ScoreOrder.descending(scores))
        .containsExactly(Arrays.stream(expected).mapToInt(Integer::intValue).toArray());
    assertThat(ScoreOrder.descending(new double[] {-0.0, 0.0, -0.0})).containsExactly(0, 1, 2);
  }

  @Test
  void calibration_tenBins_coversEveryRowOnceAndPartsNoTie() {
    for (int seed = 0; seed < 50; seed++) {
      Rows rows = Rows.random(new Random(seed));
      var curve = curves(rows).calibration();
      assertThat(curve).hasSizeBetween(1, 10);
      assertThat(curve.stream().mapToLong(CalibrationBin::exampleCount).sum())
          .isEqualTo(rows.size());
      for (int bin = 1; bin < curve.size(); bin++) {
        assertThat(curve.get(bin).lowestScore()).isGreaterThan(curve.get(bin - 1).highestScore());
      }
    }
  }

  @Test
  void points_randomRows_areTheRatesFromTheirThresholdOn() {
    for (int seed = 0; seed < 30; seed++) {
      Rows rows = Rows.random(new Random(seed));
      BruteForce all = new BruteForce(rows);
      for (CurvePoint point : curves(rows).points()) {
        double below = Math.nextDown(point.threshold());
        assertThat(point.recall()).isCloseTo(all.decided("recall", below), within(1e-9));
        assertThat(point.fallOut()).isCloseTo(all.decided("fall_out", below), within(1e-9));
        assertThat(point.precision()).isCloseTo(all.decided("precision", below), within(1e-9));
      }
    }
  }

  /** The trapezoids under the points are the area up to what the thinning leaves out. */
  @Test
  void points_manyRows_enclosesTheArea() {
    Random random = new Random(5);
    double[] scores = random.doubles(20_000).toArray();
    double[] labels =
        Arrays.stream(scores).map(score -> random.nextDouble() < score ? 1 : 0).toArray();
    BinaryMeasure measure = BinaryMeasure.of(BinaryPlan.USUAL, scores, labels);
    var points = BinaryCurves.of(measure, Weights.equal()).points();
    double area = 0;
    double recall = 0;
    double fallOut = 0;
    for (CurvePoint point : points) {
      area += (point.fallOut() - fallOut) * (point.recall() + recall) / 2;
      recall = point.recall();
      fallOut = point.fallOut();
    }
    assertThat(area).isCloseTo(measure.byName(Weights.equal()).get("auc"), within(2e-3));
    assertThat(points.size()).isLessThan(310);
  }
}
