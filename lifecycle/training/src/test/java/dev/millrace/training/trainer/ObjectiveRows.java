package dev.millrace.training.trainer;

import dev.millrace.training.trainer.Objective.Loss;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Generated rows with labels as an objective has them. */
final class ObjectiveRows {

  static final int FEATURES = 4;

  private ObjectiveRows() {}

  /** Labels that depend on the features; in groups of ten where the objective has them. */
  static LabelledRows of(Objective objective, Random random, int rows) {
    int whole = rows / 10 * 10;
    float[] values = new float[whole * FEATURES];
    float[] labels = new float[whole];
    for (int row = 0; row < whole; row++) {
      double sum = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        boolean missing = random.nextInt(8) == 0;
        float value = (float) random.nextGaussian() * (feature == 2 ? 1e20f : 1);
        values[row * FEATURES + feature] = missing ? Float.NaN : value;
        sum += missing ? 0.5 : Math.signum(value) * (feature + 1);
      }
      labels[row] = label(objective, random, sum + random.nextGaussian());
    }
    FeatureMatrix features = new FeatureMatrix(whole, FEATURES, values);
    if (!(objective instanceof Objective.Ranking)) {
      return new LabelledRows(features, labels);
    }
    int[] groups = new int[whole / 10];
    Arrays.fill(groups, 10);
    return new LabelledRows(features, labels, Optional.empty(), Optional.of(groups));
  }

  /** Counts whose median, mean and upper quantiles lie far apart, and rise with the features. */
  static LabelledRows skewed(Random random, int rows) {
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        values[row * FEATURES + feature] = random.nextInt(3);
        sum += values[row * FEATURES + feature];
      }
      labels[row] = (float) Math.floor(Math.exp(sum / 4 + 1.2 * random.nextGaussian()));
    }
    return new LabelledRows(new FeatureMatrix(rows, FEATURES, values), labels);
  }

  private static float label(Objective objective, Random random, double sum) {
    return switch (objective) {
      case Objective.Binary() -> sum > 0 ? 1 : 0;
      // The last class is rare.
      case Objective.Multiclass(int classes) ->
          random.nextInt(100) == 0
              ? classes - 1
              : (float) Math.floorMod((long) Math.floor(sum / 3), Math.max(1, classes - 1));
      case Objective.Regression(Loss loss, double _) ->
          loss == Loss.POISSON ? (float) Math.floor(Math.exp(sum / 4)) : (float) (1000 * sum);
      case Objective.Ranking() -> (float) Math.max(0, Math.min(4, Math.floor(sum / 3) + 1));
    };
  }

  /** Of few values each, so that no trainer has reason to take some of them together. */
  static LabelledRows coarse(LabelledRows rows) {
    float[] values = rows.features().values();
    for (int place = 0; place < values.length; place++) {
      values[place] = Math.clamp(Math.round(values[place]), -2, 2);
    }
    return rows;
  }

  /** Which count once, twice or three times; rows of a ranking all count the same. */
  static LabelledRows weighted(LabelledRows rows) {
    if (rows.groups().isPresent()) {
      return rows;
    }
    float[] weights = new float[rows.labels().length];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = 1 + row % 3;
    }
    return new LabelledRows(rows.features(), rows.labels(), Optional.of(weights), Optional.empty());
  }

  /** As many rows of each as it has weight. */
  static LabelledRows repeated(LabelledRows once) {
    float[] weights = once.weights().orElseThrow();
    int rows = 0;
    for (float weight : weights) {
      rows += (int) weight;
    }
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    int to = 0;
    for (int row = 0; row < weights.length; row++) {
      for (int i = 0; i < (int) weights[row]; i++, to++) {
        System.arraycopy(once.features().values(), row * FEATURES, values, to * FEATURES, FEATURES);
        labels[to] = once.labels()[row];
      }
    }
    return new LabelledRows(new FeatureMatrix(rows, FEATURES, values), labels);
  }
}
