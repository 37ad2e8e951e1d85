package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;

/** Holds a split's rows to what a binary classifier can learn from. */
final class TrainingRows {

  private TrainingRows() {}

  /**
   * @param label its name, for messages
   * @throws UserError if a label is not 0 or 1, or a feature is infinite in single precision
   */
  static LabelledRows of(TransformedMatrix matrix, String split, String label) {
    requireLabels(matrix.labels(), split, label);
    requireFinite(matrix, split);
    return new LabelledRows(
        new FeatureMatrix(matrix.rows(), matrix.features().size(), matrix.values()),
        matrix.labels());
  }

  /**
   * @throws UserError if there is nothing to tell apart
   */
  static void requireBothLabels(LabelledRows rows, String split, String label) {
    if (rows.labels().length == 0) {
      throw UserError.failure("the split '" + split + "' has no rows to train on")
          .hint("look at the spans and the split of ingest");
    }
    int positive = 0;
    for (float value : rows.labels()) {
      positive += value == 1 ? 1 : 0;
    }
    if (positive == 0 || positive == rows.labels().length) {
      throw UserError.failure(
              "all "
                  + rows.labels().length
                  + " labels '"
                  + label
                  + "' of split '"
                  + split
                  + "' are "
                  + (positive == 0 ? "0" : "1")
                  + ", so there is nothing to learn")
          .hint("check how the label is made, and that the data hold both cases");
    }
  }

  private static void requireLabels(float[] labels, String split, String label) {
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] != 0 && labels[row] != 1) {
        throw UserError.failure(
                "the label '"
                    + label
                    + "' of row "
                    + row
                    + " of '"
                    + split
                    + "' is "
                    + labels[row]
                    + "; expected a boolean, 0 or 1")
            .hint("make it one in the select of ingest, such as: delay > 15 AS " + label);
      }
    }
  }

  private static void requireFinite(TransformedMatrix matrix, String split) {
    float[] values = matrix.values();
    for (int place = 0; place < values.length; place++) {
      if (Float.isInfinite(values[place])) {
        int features = matrix.features().size();
        throw UserError.failure(
                "feature '"
                    + matrix.features().get(place % features)
                    + "' of row "
                    + place / features
                    + " of '"
                    + split
                    + "' is infinite in single precision")
            .hint("scale the column, or leave out values beyond 3.4e38, in the select of ingest");
      }
    }
  }
}
