package dev.millrace.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer of boosted trees has to do for every objective. */
public abstract class ObjectivesContract {

  private static final int FEATURES = ObjectiveRows.FEATURES;

  /** The one under test. */
  public abstract Trainer trainer();

  /** The trees of each output of a model that it has made. */
  public abstract List<Trees> trees(FittedModel model);

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
  void addTo_randomRowsAndSettings_agreesWithTheTrainerAndOnnxRuntime(Objective objective)
      throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      LabelledRows training = ObjectiveRows.of(objective, random, 200 + random.nextInt(1500));
      // The first is a single tree.
      BoostingSettings settings = settings(random, seed == 0 ? 1 : 2 + random.nextInt(25));
      FeatureMatrix rows = ObjectiveRows.of(objective, random, 700).features();
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
    LabelledRows training = ObjectiveRows.of(objective, new Random(3), 4000);
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
    LabelledRows training = ObjectiveRows.of(objective, new Random(5), 300);
    LabelledRows validation = ObjectiveRows.of(objective, new Random(6), 300);
    BoostingSettings settings =
        new BoostingSettings(400, 6, 0.5, 0, 1, 1, 0, 0, 0, 3, List.of(), List.of(), 0);
    List<Double> losses = new ArrayList<>();
    TrainingOrder order =
        new TrainingOrder(objective, training, Optional.of(validation), settings, 1);
    try (FittedModel model =
        trainer().fit(order, (completed, metrics) -> losses.add(evalLoss(metrics, objective)))) {
      int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
      // Fewer than three rounds after the best only if the last of them had nothing left to learn.
      boolean exhausted = losses.getLast().equals(losses.get(losses.size() - 2));
      assertThat(losses).hasSizeLessThanOrEqualTo(best + 1 + 3).hasSizeLessThan(400);
      assertThat(exhausted || losses.size() == best + 1 + 3).isTrue();
      assertThat(trees(model))
          .allSatisfy(ensemble -> assertThat(ensemble.trees()).hasSize(best + 1));
      long kept =
          trees(model).stream()
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

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_lastRound_reportsTheLossOfItsPredictions(Objective objective) throws Exception {
    LabelledRows training =
        ObjectiveRows.weighted(ObjectiveRows.of(objective, new Random(12), 300));
    LabelledRows validation = ObjectiveRows.of(objective, new Random(13), 200);
    Map<String, Double> last = new HashMap<>();
    TrainingOrder order =
        new TrainingOrder(
            objective, training, Optional.of(validation), BoostingSettings.ofRounds(5), 2);
    try (FittedModel model = trainer().fit(order, (completed, metrics) -> last.putAll(metrics))) {
      Map<String, LabelledRows> splits = Map.of("train_", training, "eval_", validation);
      for (String split : splits.keySet()) {
        LabelledRows rows = Objects.requireNonNull(splits.get(split));
        float[] predictions = model.predict(rows.features());
        assertThat(last.get(split + objective.metric()))
            .as("%s of %s", objective, split)
            .isCloseTo(Losses.of(objective, rows, predictions), withinPercentage(1e-3));
        if (objective instanceof Objective.Binary) {
          assertThat(last.get(split + "auc"))
              .isCloseTo(Losses.auc(rows, predictions), within(1e-6));
        }
      }
    }
  }

  /** Squared and Poisson are left out of each other's: both predict the mean. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void fit_lossOfRegression_isTheLeastOfTheModelOfIt(Loss loss) throws Exception {
    LabelledRows counts = ObjectiveRows.skewed(new Random(15), 500);
    Objective measured = new Objective.Regression(loss, 0.75);
    Map<Loss, Double> losses = new EnumMap<>(Loss.class);
    Set<Loss> ofTheMean = EnumSet.of(Loss.SQUARED, Loss.POISSON);
    for (Loss learned : Loss.values()) {
      if (learned == loss || !(ofTheMean.contains(learned) && ofTheMean.contains(loss))) {
        Objective objective = new Objective.Regression(learned, 0.75);
        try (FittedModel model =
            fit(objective, counts, Optional.empty(), BoostingSettings.ofRounds(15), 1)) {
          losses.put(learned, Losses.of(measured, counts, model.predict(counts.features())));
        }
      }
    }
    Double own = losses.remove(loss);
    assertThat(own).as("besides %s", losses).isLessThan(Collections.min(losses.values()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 64})
  void fit_leaves_areTheMostOfATree(int leaves) throws Exception {
    Objective objective = new Objective.Regression(Loss.SQUARED, 0.5);
    LabelledRows training = ObjectiveRows.of(objective, new Random(14), 500);
    BoostingSettings settings =
        new BoostingSettings(3, 4, 0.3, 0, 1, 1, 0, 0, leaves, 0, List.of(), List.of(), 0);
    try (FittedModel model = fit(objective, training, Optional.empty(), settings, 1)) {
      // A depth of 4 has 16 leaves at most.
      assertThat(trees(model).getFirst().trees())
          .allSatisfy(
              tree ->
                  assertThat(tree.stream().filter(Trees.Leaf.class::isInstance))
                      .hasSize(Math.min(leaves, 16)));
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fit_featuresThatTellNothing_isTheSameOfEveryRow(Objective objective) throws Exception {
    LabelledRows rows = ObjectiveRows.of(objective, new Random(16), 200);
    float[] values = rows.features().values();
    for (int place = 0; place < values.length; place++) {
      values[place] = place % FEATURES == 0 ? 7 : Float.NaN;
    }
    try (FittedModel model =
        fit(objective, rows, Optional.empty(), BoostingSettings.ofRounds(5), 1)) {
      float[] predictions = model.predict(rows.features());
      int width = objective.outputs();
      for (int place = width; place < predictions.length; place++) {
        assertThat(predictions[place]).isEqualTo(predictions[place - width]);
      }
      assertClose(predictions, FeatureGraph.of(model, FEATURES).predict(rows.features()));
      assertThat(model.importance(rows.features()).orElseThrow().meanAbsoluteShap())
          .containsOnly(0);
    }
  }

  @Test
  void fit_weights_areThatManyRows() throws Exception {
    Objective objective = new Objective.Regression(Loss.SQUARED, 0.5);
    LabelledRows once = ObjectiveRows.coarse(ObjectiveRows.of(objective, new Random(8), 400));
    LabelledRows weighted = ObjectiveRows.weighted(once);
    LabelledRows repeated = ObjectiveRows.repeated(weighted);
    BoostingSettings settings =
        new BoostingSettings(8, 3, 0.3, 0, 1, 1, 0, 1, 0, 0, List.of(), List.of(), 0);
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
    LabelledRows training = ObjectiveRows.of(objective, new Random(9), 2000);
    BoostingSettings settings =
        new BoostingSettings(40, 5, 0.3, 0, 1, 1, 0, 1, 0, 0, List.of(1, -1, 0, 0), List.of(), 0);
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
    BoostingSettings one =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(), List.of(), 0);
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

  /** What all rows of a group have in common orders none of them, much as it tells of the grade. */
  @Test
  void fit_ranking_splitsByWhatDiffersWithinGroups() throws Exception {
    float[] values = new float[2 * 400];
    float[] grades = new float[400];
    int[] groups = new int[40];
    Arrays.fill(groups, 10);
    for (int row = 0; row < 400; row++) {
      values[2 * row] = row / 10 % 4;
      values[2 * row + 1] = row % 2;
      grades[row] = 3 * values[2 * row] + values[2 * row + 1];
    }
    LabelledRows rows =
        new LabelledRows(
            new FeatureMatrix(400, 2, values), grades, Optional.empty(), Optional.of(groups));
    BoostingSettings stump =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(), List.of(), 0);
    try (FittedModel model = fit(new Objective.Ranking(), rows, Optional.empty(), stump, 1)) {
      assertThat(model.importance(rows.features()).orElseThrow().splits()).containsExactly(0, 1);
    }
  }

  private static double evalLoss(Map<String, Double> metrics, Objective objective) {
    String key = "eval_" + objective.metric();
    double value = metrics.getOrDefault(key, Double.NaN);
    return objective.higherIsBetter() ? -value : value;
  }

  private FittedModel fit(
      Objective objective,
      LabelledRows training,
      Optional<LabelledRows> validation,
      BoostingSettings settings,
      int threads)
      throws InterruptedException {
    return trainer()
        .fit(
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
        random.nextInt(2) * (2 + random.nextInt(20)),
        0,
        List.of(),
        List.of(),
        random.nextInt());
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
