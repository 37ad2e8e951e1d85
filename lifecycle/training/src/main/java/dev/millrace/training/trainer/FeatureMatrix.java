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
}
