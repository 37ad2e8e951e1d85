package dev.millrace.training.trainer;

/**
 * Prepared features in one array, row after row, NaN where missing. The array is handed over, not
 * copied.
 */
public record FeatureMatrix(int rows, int features, float[] values) {

  public FeatureMatrix {
    if (values.length != (long) rows * features) {
      throw new IllegalArgumentException(
          values.length + " values for " + rows + " rows of " + features + " features");
    }
  }

  /** Some of the rows, evenly spread; all if there are no more. */
  public FeatureMatrix spread(int most) {
    if (rows <= most) {
      return this;
    }
    float[] some = new float[most * features];
    for (int place = 0; place < most; place++) {
      int row = (int) ((long) place * rows / most);
      System.arraycopy(values, row * features, some, place * features, features);
    }
    return new FeatureMatrix(most, features, some);
  }
}
