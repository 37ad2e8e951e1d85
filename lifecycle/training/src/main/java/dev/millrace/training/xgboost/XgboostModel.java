package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A fitted booster, in XGBoost's own memory until closed. */
final class XgboostModel implements FittedModel {

  private final Booster booster;
  private final int features;

  XgboostModel(Booster booster, int features) {
    this.booster = booster;
    this.features = features;
  }

  @Override
  public Value addTo(Operators graph, Value matrix) {
    return graph.sigmoid(graph.trees(matrix, trees()));
  }

  Trees trees() {
    try {
      return BoosterJson.trees(booster.toByteArray("json"), features);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot save its model: " + e.getMessage(), e);
    }
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    try (NativeMatrix matrix = NativeMatrix.of(rows)) {
      float[][] predictions = booster.predict(matrix.matrix());
      float[] probabilities = new float[predictions.length];
      for (int row = 0; row < predictions.length; row++) {
        probabilities[row] = predictions[row][0];
      }
      return probabilities;
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot predict: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
