package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectivesTest {

  private static final int FEATURES = 4;

  private final XgboostTrainer trainer = new XgboostTrainer();

  static List<Objective> objectives() {
    return List.of(
        new Objective.Binary(),
        new Objective.Multiclass(2),
        new Objective.Multiclass(5),
        new Objective.Regression(Loss.SQUARED, 0.5),
        new Objective.Regression(Loss.ABSOLUTE, 0.5),
        new Objective.Regression(Loss.QUANTILE, 0.9),
        new Objective.Regression(Loss.POISSON, 0.5),
        new Objective.Ranking());
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void addTo_randomRowsAndSettings_agreesWithXgboostAndOnnxRuntime(Objective objective)
      throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      LabelledRows training = rows(objective, random, 200 + random.nextInt(1500));
      // The first is a single tree.
      BoostingSettings settings = settings(random, seed == 0 ? 1 : 2 + random.nextInt(25));
      FeatureMatrix rows = rows(objective, random, 700).features();
      try (FittedModel model = fit(objective, training, Optional.empty(), settings, 1)) {
        FeatureGraph graph = FeatureGraph.of(model, FEATURES);
        float[] expected = model.predict(rows);
        assertClose(expected, graph.predict(rows));
        // ONNX Runtime sums leaves in another order: they may be far larger than their sum.
        float[] byRuntime = graph.predictByOnnxRuntime(rows);
        double[] widened = new double[byRuntime.length];
        Arrays.setAll(widened, i -> byRuntime[i]);
        double largest = 1;
        for (float each : expected) {
          largest = Math.max(largest, Math.abs(each));
        }
        double[] scaled = new double[expected.length];
        for (int i = 0; i < scaled.length; i++) {
          scaled[i] = Math.abs(widened[i] - expected[i]) / largest;
        }
        assertThat(Arrays.stream(scaled).max().orElseThrow()).isLessThanOrEqualTo(1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_oneAndTwoThreads_giveTheSameBytes(Objective objective) throws Exception {
    LabelledRows training = rows(objective, new Random(3), 4000);
    BoostingSettings settings = settings(new Random(4), 6);
    byte[] one;
    try (FittedModel model = fit(objective, training, Optional.empty(), settings, 1)) {
      one = FeatureGraph.of(model, FEATURES).onnx();
    }
    try (FittedModel model = fit(objective, training, Optional.empty(), settings, 2)) {
      assertThat(FeatureGraph.of(model, FEATURES).onnx()).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_stoppedEarly_keepsTheRoundsUpToTheBest(Objective objective) throws Exception {
    LabelledRows training = rows(objective, new Random(5), 300);
    LabelledRows validation = rows(objective, new Random(6), 300);
    BoostingSettings settings = new BoostingSettings(400, 6, 0.5, 0, 1, 1, 0, 0, 3, List.of(), 0);
    List<Double> losses = new ArrayList<>();
    XgboostTrainer listened = new XgboostTrainer();
    TrainingOrder order =
        new TrainingOrder(objective, training, Optional.of(validation), settings, 1);
    try (FittedModel model =
        listened.fit(order, (completed, metrics) -> losses.add(evalLoss(metrics, objective)))) {
      int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
      assertThat(losses).hasSize(best + 1 + 3).hasSizeLessThan(400);
      assertThat(((XgboostModel) model).trees())
          .allSatisfy(ensemble -> assertThat(ensemble.trees()).hasSize(best + 1));
      long kept =
          ((XgboostModel) model)
              .trees().stream()
                  .flatMap(ensemble -> ensemble.trees().stream())
                  .flatMap(List::stream)
                  .filter(Trees.Branch.class::isInstance)
                  .count();
      FeatureMatrix rows = validation.features();
      assertThat(Arrays.stream(model.importance(rows).orElseThrow().splits()).sum())
          .isEqualTo(kept);
      assertClose(model.predict(rows), FeatureGraph.of(model, FEATURES).predict(rows));
    }
  }

  @Test
  void fit_weights_areThatManyRows() throws Exception {
    Objective objective = new Objective.Regression(Loss.SQUARED, 0.5);
    LabelledRows once = rows(objective, new Random(8), 400);
    float[] weights = new float[400];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = 1 + row % 3;
    }
    LabelledRows weighted =
        new LabelledRows(once.features(), once.labels(), Optional.of(weights), Optional.empty());
    LabelledRows repeated = repeated(once, weights);
    BoostingSettings settings = new BoostingSettings(8, 3, 0.3, 0, 1, 1, 0, 1, 0, List.of(), 0);
    try (FittedModel one = fit(objective, weighted, Optional.empty(), settings, 1);
        FittedModel other = fit(objective, repeated, Optional.empty(), settings, 1)) {
      float[] expected = other.predict(once.features());
      double[] found = new double[expected.length];
      float[] byWeights = one.predict(once.features());
      Arrays.setAll(found, i -> byWeights[i]);
      for (int row = 0; row < found.length; row++) {
        assertThat(found[row]).isCloseTo(expected[row], within(2e-3));
      }
    }
  }

  @Test
  void fit_monotone_neverFallsWhereTheFeatureRises() throws Exception {
    Objective objective = new Objective.Regression(Loss.SQUARED, 0.5);
    LabelledRows training = rows(objective, new Random(9), 2000);
    BoostingSettings settings =
        new BoostingSettings(40, 5, 0.3, 0, 1, 1, 0, 1, 0, List.of(1, -1, 0, 0), 0);
    try (FittedModel model = fit(objective, training, Optional.empty(), settings, 1)) {
      for (int feature = 0; feature < 2; feature++) {
        float[] values = new float[200 * FEATURES];
        for (int row = 0; row < 200; row++) {
          values[row * FEATURES + feature] = (row - 100) / 10f;
        }
        float[] predictions = model.predict(new FeatureMatrix(200, FEATURES, values));
        for (int row = 1; row < 200; row++) {
          float rise = predictions[row] - predictions[row - 1];
          assertThat(feature == 0 ? rise >= 0 : rise <= 0).isTrue();
        }
      }
    }
  }

  @Test
  void importance_ofFeatures_isWhatTheyTell() throws Exception {
    Objective objective = new Objective.Regression(Loss.SQUARED, 0.5);
    Random random = new Random(10);
    float[] values = new float[1000 * 2];
    float[] labels = new float[1000];
    for (int row = 0; row < 1000; row++) {
      values[2 * row] = random.nextFloat();
      values[2 * row + 1] = random.nextFloat();
      labels[row] = values[2 * row + 1] > 0.5 ? 10 : 0;
    }
    FeatureMatrix features = new FeatureMatrix(1000, 2, values);
    LabelledRows training = new LabelledRows(features, labels);
    BoostingSettings one = new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, List.of(), 0);
    try (FittedModel model = fit(objective, training, Optional.empty(), one, 1)) {
      Importance importance = model.importance(features).orElseThrow();
      assertThat(importance.splits()).containsExactly(0, 1);
      assertThat(importance.gain()[0]).isZero();
      assertThat(importance.gain()[1]).isPositive();
      // Of one stump SHAP values are the prediction less its mean: 5 on either side.
      assertThat(importance.meanAbsoluteShap()[0]).isZero();
      assertThat(importance.meanAbsoluteShap()[1]).isCloseTo(5, within(0.05));
    }
  }

  private static double evalLoss(Map<String, Double> metrics, Objective objective) {
    String key = "eval_" + Objectives.ours(Objectives.metric(objective));
    double value = metrics.getOrDefault(key, Double.NaN);
    return Objectives.higherIsBetter(objective) ? -value : value;
  }

  private FittedModel fit(
      Objective objective,
      LabelledRows training,
      Optional<LabelledRows> validation,
      BoostingSettings settings,
      int threads)
      throws InterruptedException {
    return trainer.fit(
        new TrainingOrder(objective, training, validation, settings, threads),
        (completed, metrics) -> {});
  }

  private static BoostingSettings settings(Random random, int rounds) {
    return new BoostingSettings(
        rounds,
        1 + random.nextInt(7),
        0.05 + random.nextDouble() / 2,
        random.nextInt(3),
        0.5 + 0.5 * random.nextDouble(),
        1,
        random.nextInt(2),
        random.nextInt(3),
        0,
        List.of(),
        random.nextInt());
  }

  /** Labels that depend on the features; in groups of ten where the objective has them. */
  private static LabelledRows rows(Objective objective, Random random, int rows) {
    int whole = rows / 10 * 10;
    float[] values = new float[whole * FEATURES];
    float[] labels = new float[whole];
    for (int row = 0; row < whole; row++) {
      double sum = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        boolean missing = random.nextInt(8) == 0;
        float value = (float) random.nextGaussian() * (feature == 2 ? 1e20f : 1);
        values[row * FEATURES + feature] = missing ? Float.NaN : value;
        sum += missing ? 0.5 : Math.signum(value) * (feature + 1);
      }
      labels[row] = label(objective, random, sum + random.nextGaussian());
    }
    FeatureMatrix features = new FeatureMatrix(whole, FEATURES, values);
    if (!(objective instanceof Objective.Ranking)) {
      return new LabelledRows(features, labels);
    }
    int[] groups = new int[whole / 10];
    Arrays.fill(groups, 10);
    return new LabelledRows(features, labels, Optional.empty(), Optional.of(groups));
  }

  private static float label(Objective objective, Random random, double sum) {
    return switch (objective) {
      case Objective.Binary() -> sum > 0 ? 1 : 0;
      // The last class is rare.
      case Objective.Multiclass(int classes) ->
          random.nextInt(100) == 0
              ? classes - 1
              : (float) Math.floorMod((long) Math.floor(sum / 3), Math.max(1, classes - 1));
      case Objective.Regression(Loss loss, double _) ->
          loss == Loss.POISSON ? (float) Math.floor(Math.exp(sum / 4)) : (float) (1000 * sum);
      case Objective.Ranking() -> (float) Math.max(0, Math.min(4, Math.floor(sum / 3) + 1));
    };
  }

  private static LabelledRows repeated(LabelledRows once, float[] weights) {
    int rows = 0;
    for (float weight : weights) {
      rows += (int) weight;
    }
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    int to = 0;
    for (int row = 0; row < weights.length; row++) {
      for (int i = 0; i < (int) weights[row]; i++, to++) {
        System.arraycopy(once.features().values(), row * FEATURES, values, to * FEATURES, FEATURES);
        labels[to] = once.labels()[row];
      }
    }
    return new LabelledRows(new FeatureMatrix(rows, FEATURES, values), labels);
  }

  private static void assertClose(float[] expected, double[] found) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      double wanted = expected[i];
      assertThat(Math.abs(found[i] - wanted) / Math.max(1, Math.abs(wanted)))
          .as("prediction %d: %s, expected %s", i, found[i], wanted)
          .isLessThanOrEqualTo(1e-5);
    }
  }
}
