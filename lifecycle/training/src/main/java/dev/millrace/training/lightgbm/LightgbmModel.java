package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.Margins;
import dev.millrace.training.trainer.Objective;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A fitted model, in LightGBM's own memory until closed, without the rows that it has learned from.
 *
 * @param text as LightGBM saves it
 * @param features how many a row has
 * @param threads how many it may keep busy
 */
record LightgbmModel(Booster booster, String text, Objective objective, int features, int threads)
    implements FittedModel {

  static LightgbmModel of(String text, Objective objective, int features, int threads) {
    String trees = ModelText.ofTreesAlone(text);
    return new LightgbmModel(Booster.read(trees), trees, objective, features, threads);
  }

  @Override
  public List<Value> addTo(Operators graph, Value matrix) {
    ModelText model = new ModelText(text, objective);
    Value codes = wholeCodes(graph, matrix, model.categories());
    List<LeafSums> sums = model.sums(features);
    List<Value> margins =
        switch (objective) {
          case Objective.Binary _, Objective.Multiclass _ -> LeafSums.single(graph, codes, sums);
          case Objective.Regression _, Objective.Ranking _ -> LeafSums.exact(graph, codes, sums);
        };
    return Margins.predictions(graph, objective, margins);
  }

  /** LightGBM drops the fraction of a code of a category, which makes what is above −1 a 0. */
  private Value wholeCodes(Operators graph, Value matrix, List<Integer> categories) {
    if (categories.isEmpty()) {
      return matrix;
    }
    long[] codes = new long[features];
    categories.forEach(feature -> codes[feature] = 1);
    Value isCode = graph.cast(graph.row(codes), ElementType.BOOL);
    Value isZero = graph.less(graph.abs(matrix), graph.constant(1f));
    Value whole = graph.where(isZero, graph.constant(0f), graph.floor(matrix));
    return graph.where(isCode, whole, matrix);
  }

  /** Of each output. */
  List<Trees> trees() {
    return new ModelText(text, objective)
        .sums(features).stream().map(sum -> sum.ensemble(DoubleUnaryOperator.identity())).toList();
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    double[] values =
        booster.predict(rows, Booster.Prediction.NORMAL, objective.outputs(), threads);
    float[] predictions = new float[values.length];
    for (int place = 0; place < values.length; place++) {
      predictions[place] = (float) values[place];
    }
    return predictions;
  }

  @Override
  public Optional<Importance> importance(FeatureMatrix sample) {
    long[] splits =
        Arrays.stream(booster.importance(Booster.Worth.SPLITS, features))
            .mapToLong(Math::round)
            .toArray();
    double[] gain = booster.importance(Booster.Worth.GAIN, features);
    return Optional.of(new Importance(gain, splits, meanAbsoluteShap(sample)));
  }

  /** Of several classes a row has the shares of each feature, and a last one, for each of them. */
  private double[] meanAbsoluteShap(FeatureMatrix sample) {
    int width = (features + 1) * objective.outputs();
    double[] shares = booster.predict(sample, Booster.Prediction.SHAP, width, threads);
    double[] sums = new double[features];
    for (int place = 0; place < shares.length; place++) {
      int feature = place % (features + 1);
      if (feature < features) {
        sums[feature] += Math.abs(shares[place]);
      }
    }
    for (int feature = 0; feature < features; feature++) {
      sums[feature] /= Math.max(1, sample.rows());
    }
    return sums;
  }

  @Override
  public Optional<byte[]> saved() {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    booster.close();
  }
}
