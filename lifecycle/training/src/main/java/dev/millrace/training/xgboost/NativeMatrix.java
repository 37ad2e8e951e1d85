package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Rows in XGBoost's own memory until closed. */
record NativeMatrix(DMatrix matrix) implements AutoCloseable {

  /** XGBoost's names of what a feature is. */
  private static final String QUANTITY = "q";

  static final String CATEGORY = "c";

  /**
   * @param categorical the numbers of features whose values are codes of categories
   */
  static NativeMatrix of(FeatureMatrix features, List<Integer> categorical) throws XGBoostError {
    NativeMatrix matrix =
        new NativeMatrix(
            NativeLibrary.load(
                () ->
                    new DMatrix(
                        features.values(), features.rows(), features.features(), Float.NaN)));
    if (!categorical.isEmpty()) {
      String[] types = new String[features.features()];
      Arrays.fill(types, QUANTITY);
      categorical.forEach(feature -> types[feature] = CATEGORY);
      try {
        matrix.matrix.setFeatureTypes(types);
      } catch (XGBoostError e) {
        matrix.close();
        throw e;
      }
    }
    return matrix;
  }

  static NativeMatrix of(LabelledRows rows, List<Integer> categorical) throws XGBoostError {
    NativeMatrix matrix = of(rows.features(), categorical);
    try {
      matrix.matrix.setLabel(rows.labels());
      if (rows.weights().isPresent()) {
        matrix.matrix.setWeight(rows.weights().get());
      }
      if (rows.groups().isPresent()) {
        matrix.matrix.setGroup(rows.groups().get());
      }
      return matrix;
    } catch (XGBoostError e) {
      matrix.close();
      throw e;
    }
  }

  @Override
  public void close() {
    matrix.dispose();
  }
}
