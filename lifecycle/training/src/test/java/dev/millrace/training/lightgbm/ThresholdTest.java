package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final float ZERO = 1e-35f;

  /** How LightGBM decides on a number, having taken small ones as 0. */
  private static boolean goesLeft(float number, double threshold) {
    double seen = Math.abs((double) number) > ZERO ? number : 0;
    return seen <= threshold;
  }

  @Test
  void below_anyThreshold_decidesAsInDoublePrecision() {
    Random random = new Random(0);
    for (double threshold : thresholds(random)) {
      float below = Threshold.below(threshold);
      for (float number : numbers(threshold, random)) {
        assertThat(number < below)
            .as("%s at %s, below %s", number, threshold, below)
            .isEqualTo(goesLeft(number, threshold));
      }
      assertThat(Threshold.zeroIsBelow(threshold)).isEqualTo(goesLeft(0, threshold));
    }
  }

  private static List<Double> thresholds(Random random) {
    List<Double> thresholds =
        new ArrayList<>(
            List.of(0.0, -0.0, 1e300, -1e300, 1e-300, -1e-300, 1e-35, -1e-35, 0.1, 16777217.0));
    for (float edge : new float[] {ZERO, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 1}) {
      for (double each : new double[] {edge, Math.nextUp((double) edge)}) {
        thresholds.addAll(List.of(each, -each, Math.nextDown(each), -Math.nextDown(each)));
      }
    }
    for (int i = 0; i < 20_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      thresholds.add(Double.isFinite(any) ? any : 0);
      thresholds.add(random.nextGaussian() * Math.pow(10, random.nextInt(90) - 45));
    }
    return thresholds;
  }

  /** Those around the threshold, and some of all. */
  private static List<Float> numbers(double threshold, Random random) {
    float nearest = (float) threshold;
    List<Float> numbers = new ArrayList<>(List.of(0f, -0f, nearest, -nearest));
    numbers.addAll(List.of(Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE));
    numbers.addAll(List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    for (float each : new float[] {nearest, ZERO, -ZERO}) {
      numbers.addAll(List.of(each, Math.nextUp(each), Math.nextDown(each)));
    }
    float any = Float.intBitsToFloat(random.nextInt());
    numbers.add(Float.isNaN(any) ? 1f : any);
    return numbers;
  }
}
