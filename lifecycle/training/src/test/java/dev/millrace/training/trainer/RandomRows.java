package dev.millrace.training.trainer;

import java.util.Random;

/** Generated rows whose labels depend on some of their features. */
public final class RandomRows {

  private RandomRows() {}

  /** Numbers of several kinds: counts, ties, extreme magnitudes, and a share of missing ones. */
  public static LabelledRows of(Random random, int rows, int features, double missing) {
    float[] values = new float[rows * features];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      double log = 0;
      for (int feature = 0; feature < features; feature++) {
        float value = value(random, feature % 5);
        boolean absent = random.nextDouble() < missing;
        values[row * features + feature] = absent ? Float.NaN : value;
        log += absent ? 0.3 : Math.signum(value) * (feature % 2 == 0 ? 0.5 : -0.2);
      }
      labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-log)) ? 1 : 0;
    }
    labels[0] = 0;
    labels[1] = 1;
    return new LabelledRows(new FeatureMatrix(rows, features, values), labels);
  }

  private static float value(Random random, int kind) {
    return switch (kind) {
      case 0 -> (float) random.nextGaussian();
      case 1 -> random.nextInt(7) - 3;
      case 2 -> (float) (random.nextGaussian() * 1e30);
      case 3 -> (float) (random.nextGaussian() * 1e-40);
      default -> random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE;
    };
  }
}
