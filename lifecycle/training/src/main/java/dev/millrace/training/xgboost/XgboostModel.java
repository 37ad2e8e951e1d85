package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.Margins;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.List;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** A fitted booster, in XGBoost's own memory until closed. */
final class XgboostModel implements FittedModel {

  private final Booster booster;
  private final Objective objective;
  private final int features;
  private final List<Integer> categorical;
  private final int rounds;
  private @Nullable SavedTrees saved;

  /**
   * @param order what the booster was fitted to
   * @param rounds how many of the booster's are the model
   */
  XgboostModel(Booster booster, TrainingOrder order, int rounds) {
    this.booster = booster;
    this.objective = order.objective();
    this.features = order.training().features().features();
    this.categorical = order.settings().categorical();
    this.rounds = rounds;
  }

  @Override
  public List<Value> addTo(Operators graph, Value matrix) {
    List<Value> margins = graph.trees(wholeCodes(graph, matrix), trees());
    return Margins.predictions(graph, objective, margins);
  }

  /** XGBoost drops the fraction of a code of a category; a code below 0 is of none. */
  private Value wholeCodes(Operators graph, Value matrix) {
    if (categorical.isEmpty()) {
      return matrix;
    }
    long[] codes = new long[features];
    categorical.forEach(feature -> codes[feature] = 1);
    Value isCode = graph.cast(graph.row(codes), ElementType.BOOL);
    return graph.where(isCode, graph.floor(matrix), matrix);
  }

  /** Of each output. */
  List<Trees> trees() {
    return savedTrees().trees(features);
  }

  /** Read once, whichever thread asks first; the booster no longer grows. */
  private synchronized SavedTrees savedTrees() {
    if (saved == null) {
      try {
        saved = new SavedTrees(SavedModel.content(booster), objective, rounds);
      } catch (XGBoostError e) {
        throw new IllegalStateException("XGBoost cannot save its model: " + e.getMessage(), e);
      }
    }
    return saved;
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    try (NativeMatrix matrix = NativeMatrix.of(rows, categorical)) {
      return flat(booster.predict(matrix.matrix(), false, rounds));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot predict: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> saved() {
    try {
      return Optional.of(SavedModel.bytes(booster, objective, rounds));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot save its model: " + e.getMessage(), e);
    }
  }

  static float[] flat(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * width, width);
    }
    return flat;
  }

  @Override
  public Optional<Importance> importance(FeatureMatrix sample) {
    try (NativeMatrix matrix = NativeMatrix.of(sample, categorical)) {
      float[][] shares = booster.predictContrib(matrix.matrix(), rounds);
      double[] gain = new double[features];
      long[] splits = new long[features];
      savedTrees().addTo(gain, splits);
      return Optional.of(new Importance(gain, splits, meanAbsolute(shares)));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost cannot explain: " + e.getMessage(), e);
    }
  }

  /** Of several classes a row has the shares of each feature, and a last one, for each of them. */
  private double[] meanAbsolute(float[][] shares) {
    double[] sums = new double[features];
    for (float[] row : shares) {
      for (int at = 0; at < row.length; at++) {
        int feature = at % (features + 1);
        if (feature < features) {
          sums[feature] += Math.abs(row[at]);
        }
      }
    }
    for (int feature = 0; feature < features; feature++) {
      sums[feature] /= Math.max(1, shares.length);
    }
    return sums;
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
