package dev.millrace.training.trainer;

/**
 * Features with the truth about each row.
 *
 * @param labels 0 or 1
 */
public record LabelledRows(FeatureMatrix features, float[] labels) {

  public LabelledRows {
    if (labels.length != features.rows()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + features.rows() + " rows");
    }
  }
}
