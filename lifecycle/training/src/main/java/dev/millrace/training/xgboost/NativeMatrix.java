package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Rows in XGBoost's own memory until closed. */
record NativeMatrix(DMatrix matrix) implements AutoCloseable {

  static NativeMatrix of(FeatureMatrix features) throws XGBoostError {
    return new NativeMatrix(
        NativeLibrary.load(
            () -> new DMatrix(features.values(), features.rows(), features.features(), Float.NaN)));
  }

  static NativeMatrix of(LabelledRows rows) throws XGBoostError {
    NativeMatrix matrix = of(rows.features());
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
