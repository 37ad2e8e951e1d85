package dev.millrace.training.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.predict.Predictor;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureGraph;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearTrainerTest {

  private static final int FEATURES = 5;
  private static final Objective SQUARED = new Objective.Regression(Loss.SQUARED, 0.5);

  static List<Objective> objectives() {
    return List.of(
        SQUARED,
        new Objective.Regression(Loss.POISSON, 0.5),
        new Objective.Binary(),
        new Objective.Multiclass(3));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_weightedCorrelatedRows_predictsAsNewtonsMethodDoes(Objective objective)
      throws Exception {
    LabelledRows training = rows(objective, new Random(1), 600);
    // Steps of several classes are shorter.
    int rounds = objective.outputs() == 1 ? 200 : 1000;
    for (double l2 : new double[] {0.01, 1, 300}) {
      double[][] expected = Newton.predictions(objective, training, l2);
      try (FittedModel model = fit(objective, training, settings(rounds, 0, l2), 1)) {
        float[] found = model.predict(training.features());
        // Labels of least squares deviate by hundreds.
        double unit = objective.equals(SQUARED) ? 1000 : 1;
        double worst = 0;
        for (int at = 0; at < found.length; at++) {
          double wanted = expected[at / objective.outputs()][at % objective.outputs()];
          worst = Math.max(worst, Math.abs(found[at] - wanted) / unit);
        }
        assertThat(worst).as("l2 %s", l2).isLessThan(1e-3);
      }
    }
  }

  /** Zero is in the subdifferential: H. Zou and T. Hastie, 2005. */
  @Test
  void fit_absolutePenalty_satisfiesTheConditionsOfTheLeast() throws Exception {
    LabelledRows training = rows(SQUARED, new Random(2), 500);
    double l1 = 60_000;
    double[][] rows = Newton.standardized(training);
    try (FittedModel model = fit(SQUARED, training, settings(2000, l1, 0), 1)) {
      float[] predicted = model.predict(training.features());
      double[] slopes = ((LinearModel) model).slopes();
      int zero = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        double gradient = 0;
        for (int row = 0; row < rows.length; row++) {
          gradient +=
              training.weight(row) * rows[row][feature] * (predicted[row] - training.labels()[row]);
        }
        if (slopes[feature] == 0) {
          zero++;
          assertThat(Math.abs(gradient)).isLessThan(l1 * 1.01);
        } else {
          assertThat(gradient).isCloseTo(-l1 * Math.signum(slopes[feature]), within(l1 * 0.01));
        }
      }
      assertThat(zero).isBetween(1, FEATURES - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void addTo_randomRowsAndSettings_agreesWithTheTrainerAndOnnxRuntime(Objective objective)
      throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      LabelledRows training = wild(rows(objective, random, 50 + random.nextInt(400)), random);
      BoostingSettings settings =
          settings(1 + random.nextInt(60), random.nextInt(3), random.nextInt(2) * 10);
      FeatureMatrix rows = extreme(rows(objective, random, 300), random);
      try (FittedModel model = fit(objective, training, settings, 1)) {
        FeatureGraph graph = FeatureGraph.of(model, FEATURES);
        float[] expected = model.predict(rows);
        double[] found = graph.predict(rows);
        float[] byRuntime = graph.predictByOnnxRuntime(rows);
        for (int at = 0; at < found.length; at++) {
          double unit = Math.max(1, Math.abs(expected[at]));
          assertThat(expected[at]).isFinite();
          assertThat(found[at] / unit).isCloseTo(expected[at] / unit, within(1e-6));
          assertThat(byRuntime[at] / unit).isCloseTo(expected[at] / unit, within(1e-5));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_oneAndTwoThreads_giveTheSameBytes(Objective objective) throws Exception {
    LabelledRows training = rows(objective, new Random(3), 3000);
    byte[] one;
    try (FittedModel model = fit(objective, training, settings(10, 0, 1), 1)) {
      one = FeatureGraph.of(model, FEATURES).onnx();
    }
    try (FittedModel model = fit(objective, training, settings(10, 0, 1), 2)) {
      assertThat(FeatureGraph.of(model, FEATURES).onnx()).isEqualTo(one);
    }
  }

  @Test
  void fit_uselessFeatures_haveNoSlope() throws Exception {
    float[] values = new float[100 * 4];
    float[] labels = new float[100];
    for (int row = 0; row < 100; row++) {
      values[row * 4] = 0.1f;
      values[row * 4 + 1] = Float.NaN;
      values[row * 4 + 2] = row;
      values[row * 4 + 3] = -3 * row;
      labels[row] = 7 * row + 5;
    }
    FeatureMatrix features = new FeatureMatrix(100, 4, values);
    for (double l1 : new double[] {0, 1e-3}) {
      try (FittedModel model =
          fit(SQUARED, new LabelledRows(features, labels), settings(200, l1, 0), 1)) {
        assertThat(((LinearModel) model).slopes()).startsWith(0, 0);
        float[] found = model.predict(features);
        for (int row = 0; row < 100; row++) {
          assertThat(found[row]).isCloseTo(labels[row], within(0.01f));
        }
      }
    }
  }

  /** A number that only single precision takes for infinite, as a feature may be. */
  @Test
  void addTo_featureBeyondSinglePrecision_predictsANumber() throws Exception {
    LabelledRows training = rows(SQUARED, new Random(5), 100);
    try (FittedModel model = fit(SQUARED, training, settings(20, 0, 1), 1)) {
      FeatureGraph graph = FeatureGraph.of(model, FEATURES);
      SequencedMap<String, Column> columns = new LinkedHashMap<>();
      float[] same = new float[FEATURES];
      for (int feature = 0; feature < FEATURES; feature++) {
        same[feature] = feature == 1 ? Float.POSITIVE_INFINITY : 0;
        columns.put(
            "f" + feature,
            new Column.Doubles(new double[] {feature == 1 ? 1e300 : 0}, new boolean[] {true}));
      }
      Batch out = Predictor.of(graph.onnx(), graph.signature()).predict(new Batch(1, columns));
      double found = ((Column.Doubles) out.column("out0")).values()[0];
      assertThat(found)
          .isFinite()
          .isEqualTo(model.predict(new FeatureMatrix(1, FEATURES, same))[0]);
    }
  }

  @Test
  void fit_roundsUntilWeightsSettle_tellTheLossInTheLabelsUnit() throws Exception {
    LabelledRows training = rows(SQUARED, new Random(4), 400);
    List<Double> losses = new ArrayList<>();
    TrainingOrder order =
        new TrainingOrder(SQUARED, training, Optional.of(training), settings(20, 0, 1), 1);
    try (FittedModel model =
        new LinearTrainer()
            .fit(order, (_, metrics) -> losses.add(metrics.getOrDefault("eval_rmse", -1.0)))) {
      float[] found = model.predict(training.features());
      double squares = 0;
      for (int row = 0; row < found.length; row++) {
        squares += training.weight(row) * Math.pow(found[row] - training.labels()[row], 2);
      }
      double expected = Math.sqrt(squares / training.weight());
      // Along principal axes least squares settle at once.
      assertThat(losses).hasSizeBetween(2, 19);
      assertThat(losses.getLast()).isCloseTo(expected, within(expected * 1e-4));
    }
  }

  @Test
  void importance_ofFeatures_isTheirDistanceTimesTheSlope() throws Exception {
    float[] values = {0, 1, 2, 3, 10, 10, 10, 10, 0, 5, 4, Float.NaN};
    FeatureMatrix features = new FeatureMatrix(6, 2, values);
    float[] labels = {1, 2, 3, 4, 5, 6};
    try (FittedModel model =
        fit(SQUARED, new LabelledRows(features, labels), settings(100, 0, 1), 1)) {
      double[] slopes = ((LinearModel) model).slopes();
      double[] means = ((LinearModel) model).means();
      assertThat(means[1]).isCloseTo(29 / 5.0, within(1e-12));
      Importance importance =
          model.importance(new FeatureMatrix(2, 2, new float[] {1, 1, 9, Float.NaN})).orElseThrow();
      assertThat(importance.meanAbsoluteShap())
          .containsExactly(
              new double[] {
                Math.abs(slopes[0]) * (Math.abs(1 - means[0]) + Math.abs(9 - means[0])) / 2,
                Math.abs(slopes[1]) * Math.abs(1 - means[1]) / 2
              },
              within(1e-9));
      assertThat(importance.splits()).containsOnly(0);
    }
  }

  private static FittedModel fit(
      Objective objective, LabelledRows training, BoostingSettings settings, int threads)
      throws InterruptedException {
    return new LinearTrainer()
        .fit(
            new TrainingOrder(objective, training, Optional.empty(), settings, threads),
            (_, _) -> {});
  }

  private static BoostingSettings settings(int rounds, double l1, double l2) {
    return new BoostingSettings(rounds, 6, 0.1, 1, 1, 1, l1, l2, 0, 0, List.of(), List.of(), 0);
  }

  /**
   * Weighted rows of wild scales; two features are nearly the same, of others some values are
   * missing.
   */
  private static LabelledRows rows(Objective objective, Random random, int rows) {
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      double[] x = random.doubles(FEATURES, -1, 1).toArray();
      x[1] = x[0] + 0.02 * x[1];
      double sum = 2 * x[0] - 1.2 * x[1] - 0.5 * x[2] + 0.3 * x[3] + 0.3 * random.nextGaussian();
      double[] scale = {1, 1e-6, 1e20, 300, 1};
      double[] shift = {1000, 0, 0, -40, 5};
      for (int feature = 0; feature < FEATURES; feature++) {
        float value = (float) (scale[feature] * x[feature] + shift[feature]);
        values[row * FEATURES + feature] =
            feature > 1 && random.nextInt(8) == 0 ? Float.NaN : value;
      }
      labels[row] = label(objective, random, row, sum);
      weights[row] = 0.5f + 2 * random.nextFloat();
    }
    return new LabelledRows(
        new FeatureMatrix(rows, FEATURES, values), labels, Optional.of(weights), Optional.empty());
  }

  private static float label(Objective objective, Random random, int row, double sum) {
    return switch (objective) {
      case Objective.Binary _ -> row % 50 == 0 ? 1 : sum > 1 ? 1 : 0;
      // The last class is rare.
      case Objective.Multiclass(int classes) ->
          row % 50 == 0 ? classes - 1 : sum + random.nextGaussian() > 0 ? 1 : 0;
      case Objective.Regression(Loss loss, double _) ->
          (float) (loss == Loss.POISSON ? Math.floor(Math.exp(sum) * 2) : 1e6 + 1000 * sum);
      case Objective.Ranking _ -> 0;
    };
  }

  /** Some features are constant, never there, the same as another, or hold extreme values. */
  private static LabelledRows wild(LabelledRows rows, Random random) {
    float[] values = rows.features().values().clone();
    int kind = random.nextInt(4);
    for (int at = 0; at < values.length; at += FEATURES) {
      values[at + 4] =
          switch (kind) {
            case 0 -> 3;
            case 1 -> Float.NaN;
            case 2 -> -values[at];
            default -> random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE;
          };
    }
    FeatureMatrix features = new FeatureMatrix(rows.labels().length, FEATURES, values);
    return new LabelledRows(features, rows.labels(), rows.weights(), Optional.empty());
  }

  private static FeatureMatrix extreme(LabelledRows rows, Random random) {
    float[] values = rows.features().values();
    float[] extremes = {Float.MAX_VALUE, -3e38f, 1e-40f, 0, 1e9f};
    for (int row = 0; row < rows.labels().length; row += 2) {
      values[row * FEATURES + random.nextInt(FEATURES)] = extremes[random.nextInt(extremes.length)];
    }
    return rows.features();
  }
}
