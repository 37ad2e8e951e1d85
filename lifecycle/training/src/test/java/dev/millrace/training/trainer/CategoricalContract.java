package dev.millrace.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trainer of boosted trees has to do with codes of categories. */
public abstract class CategoricalContract {

  private static final int FEATURES = 4;

  /** Features 1 and 3; 0 and 2 are quantities. */
  private static final List<Integer> CATEGORICAL = List.of(1, 3);

  protected static final Objective SQUARED = new Objective.Regression(Loss.SQUARED, 0.5);

  /** Codes that no row had, or that are none; the fractions are of codes that rows had. */
  private static final float[] ODD = {
    -1,
    -0.99f,
    -0.5f,
    -1e-40f,
    -0f,
    0.5f,
    1.75f,
    5000,
    16_777_215,
    16_777_216,
    0x1p31f,
    3e9f,
    0x1p32f,
    -3e9f,
    1e30f,
    -1e30f
  };

  /** The one under test. */
  public abstract Trainer trainer();

  /** The trees of each output of a model that it has made. */
  public abstract List<Trees> trees(FittedModel model);

  /** The penalty on squared weights that leaves of a set of categories have in any case. */
  public abstract double penalty();

  /** How much that takes of the 5 that half the rows, so many, are from the mean of all. */
  private double taken(int rows) {
    return 5 * penalty() / (rows + penalty());
  }

  static List<Objective> objectives() {
    return List.of(
        new Objective.Binary(),
        new Objective.Multiclass(3),
        SQUARED,
        new Objective.Regression(Loss.ABSOLUTE, 0.5),
        new Objective.Regression(Loss.QUANTILE, 0.8),
        new Objective.Regression(Loss.POISSON, 0.5),
        new Objective.Ranking());
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void addTo_randomCategories_agreesWithTheTrainerAndOnnxRuntime(Objective objective)
      throws Exception {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      // from one that is split one against all to some that take several words of bits
      int[] categories = {3 + random.nextInt(40), 33 + random.nextInt(200)};
      LabelledRows training = rows(objective, random, categories, 400 + random.nextInt(1200));
      if (seed == 1) {
        training = withoutMissing(training);
      }
      BoostingSettings settings = settings(random, seed == 0 ? 1 : 2 + random.nextInt(20));
      FeatureMatrix rows = withOdd(rows(objective, random, categories, 500).features(), random);
      byte[] onnx;
      try (FittedModel model = fit(objective, training, settings, 1)) {
        assertThat(memberships(model)).isPositive();
        FeatureGraph graph = FeatureGraph.of(model, FEATURES);
        onnx = graph.onnx();
        float[] expected = model.predict(rows);
        double[] found = graph.predict(rows);
        float[] byRuntime = graph.predictByOnnxRuntime(rows);
        for (int i = 0; i < expected.length; i++) {
          double scale = Math.max(1, Math.abs(expected[i]));
          assertThat(found[i] / scale).isCloseTo(expected[i] / scale, within(1e-5));
          assertThat(byRuntime[i] / scale).isCloseTo(expected[i] / scale, within(1e-5));
        }
      }
      try (FittedModel model = fit(objective, training, settings, 2)) {
        assertThat(FeatureGraph.of(model, FEATURES).onnx()).isEqualTo(onnx);
      }
    }
  }

  private long memberships(FittedModel model) {
    return trees(model).stream()
        .flatMap(ensemble -> ensemble.trees().stream())
        .flatMap(List::stream)
        .filter(Trees.Membership.class::isInstance)
        .count();
  }

  /** Even codes have one label and odd ones the other: no one threshold tells them apart. */
  protected static LabelledRows evenAndOdd() {
    float[] values = new float[3000];
    float[] labels = new float[values.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = row % 60;
      labels[row] = row % 2 == 0 ? 10 : 0;
    }
    return new LabelledRows(new FeatureMatrix(values.length, 1, values), labels);
  }

  @Test
  void fit_oneDecision_learnsWhatNoThresholdDoes() throws Exception {
    LabelledRows training = evenAndOdd();
    assertThat(error(training, List.of(0))).isCloseTo(taken(1500), within(1e-3));
    assertThat(error(training, List.of())).isGreaterThan(4.5);
  }

  /** The mean absolute error on the training rows of one tree of one decision. */
  private double error(LabelledRows training, List<Integer> categorical) throws Exception {
    BoostingSettings stump =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(), categorical, 0);
    try (FittedModel model = fit(SQUARED, training, stump, 1)) {
      float[] predictions = model.predict(training.features());
      double sum = 0;
      for (int row = 0; row < predictions.length; row++) {
        sum += Math.abs(predictions[row] - training.labels()[row]);
      }
      return sum / predictions.length;
    }
  }

  @Test
  void fit_goingOn_asksForTheSameCategories() throws Exception {
    Random random = new Random(2);
    LabelledRows training = rows(SQUARED, random, new int[] {5, 80}, 600);
    byte[] two;
    try (FittedModel first = fit(SQUARED, training, plain(2, CATEGORICAL), 1)) {
      two = first.saved().orElseThrow();
    }
    try (FittedModel on = fit(goingOn(training, CATEGORICAL, two));
        FittedModel atOnce = fit(SQUARED, training, plain(4, CATEGORICAL), 1)) {
      assertThat(trees(on).getFirst().trees()).hasSize(4);
      assertThat(memberships(on)).isEqualTo(memberships(atOnce)).isPositive();
      float[] expected = atOnce.predict(training.features());
      assertThat(on.predict(training.features())).containsExactly(expected, within(1e-3f));
    }
    for (List<Integer> others : List.of(List.of(3), List.<Integer>of(), List.of(0, 1, 3))) {
      assertThatThrownBy(() -> fit(goingOn(training, others, two)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("categorical features");
    }
  }

  protected static BoostingSettings plain(int rounds, List<Integer> categorical) {
    return new BoostingSettings(rounds, 4, 0.3, 0, 1, 1, 0, 1, 0, 0, List.of(), categorical, 0);
  }

  /** Two rounds more. */
  protected static TrainingOrder goingOn(
      LabelledRows training, List<Integer> categorical, byte[] saved) {
    BoostingSettings settings = plain(2, categorical);
    return new TrainingOrder(SQUARED, training, Optional.empty(), settings, 1, Optional.of(saved));
  }

  @Test
  void fit_withValidation_scoresItsRowsByTheirCategoriesToo() throws Exception {
    BoostingSettings stump =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(), List.of(0), 0);
    TrainingOrder order =
        new TrainingOrder(SQUARED, evenAndOdd(), Optional.of(evenAndOdd()), stump, 1);
    Map<String, Double> last = new HashMap<>();
    try (FittedModel model = trainer().fit(order, (completed, metrics) -> last.putAll(metrics))) {
      assertThat(model.predict(evenAndOdd().features())[0])
          .isCloseTo((float) (10 - taken(1500)), within(1e-3f));
    }
    assertThat(last.get("eval_rmse")).isCloseTo(taken(1500), within(1e-3));
  }

  /** Far fewer than other defaults of trainers are made for. */
  @Test
  void fit_fewRows_areSplitByCategoriesNoneTheLess() throws Exception {
    int rows = 120;
    float[] values = new float[rows];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = row % 6;
      labels[row] = row % 2 == 0 ? 10 : 0;
    }
    LabelledRows training = new LabelledRows(new FeatureMatrix(rows, 1, values), labels);
    assertThat(error(training, List.of(0))).isCloseTo(taken(60), within(1e-3));
  }

  /** Of most there are few rows, so that a trainer may take several for one. */
  @Test
  void addTo_thousandsOfCategories_agrees() throws Exception {
    int most = BoostingSettings.MOST_CATEGORIES;
    Random random = new Random(3);
    LabelledRows training = rows(SQUARED, random, new int[] {300, most}, 20_000);
    FeatureMatrix rows = rows(SQUARED, random, new int[] {300, most}, 3000).features();
    try (FittedModel model = fit(SQUARED, training, plain(10, CATEGORICAL), 2)) {
      assertThat(memberships(model)).isPositive();
      float[] expected = model.predict(rows);
      double[] found = FeatureGraph.of(model, FEATURES).predict(rows);
      for (int row = 0; row < expected.length; row++) {
        double scale = Math.max(1, Math.abs(expected[row]));
        assertThat(found[row] / scale).isCloseTo(expected[row] / scale, within(1e-5));
      }
    }
  }

  @Test
  void importance_ofACategory_isWhatItTells() throws Exception {
    Random random = new Random(4);
    float[] values = new float[1000 * 2];
    float[] labels = new float[1000];
    for (int row = 0; row < 1000; row++) {
      values[2 * row] = random.nextFloat();
      values[2 * row + 1] = row % 50;
      labels[row] = row % 2 == 0 ? 10 : 0;
    }
    FeatureMatrix features = new FeatureMatrix(1000, 2, values);
    BoostingSettings stump =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(), List.of(1), 0);
    try (FittedModel model = fit(SQUARED, new LabelledRows(features, labels), stump, 1)) {
      Importance importance = model.importance(features).orElseThrow();
      assertThat(importance.splits()).containsExactly(0, 1);
      assertThat(importance.gain()[0]).isZero();
      assertThat(importance.gain()[1]).isPositive();
      // Half the rows are predicted 10, half 0: each is 5 from the mean.
      assertThat(importance.meanAbsoluteShap()[0]).isZero();
      assertThat(importance.meanAbsoluteShap()[1]).isCloseTo(5 - taken(500), within(1e-3));
    }
  }

  protected FittedModel fit(
      Objective objective, LabelledRows training, BoostingSettings settings, int threads)
      throws InterruptedException {
    return fit(new TrainingOrder(objective, training, Optional.empty(), settings, threads));
  }

  protected FittedModel fit(TrainingOrder order) throws InterruptedException {
    return trainer().fit(order, (completed, metrics) -> {});
  }

  private static BoostingSettings settings(Random random, int rounds) {
    return new BoostingSettings(
        rounds,
        1 + random.nextInt(6),
        0.05 + random.nextDouble() / 2,
        random.nextInt(2),
        0.7 + 0.3 * random.nextDouble(),
        1,
        0,
        random.nextInt(3),
        0,
        0,
        List.of(),
        CATEGORICAL,
        random.nextInt());
  }

  /** Labels that depend on what a category's code is in no order at all. */
  private static LabelledRows rows(Objective objective, Random random, int[] categories, int rows) {
    float[] values = new float[rows * FEATURES];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      int start = row * FEATURES;
      int first = random.nextInt(categories[0]);
      int second = (int) (categories[1] * Math.pow(random.nextDouble(), 2));
      values[start] = (float) random.nextGaussian();
      values[start + 1] = random.nextInt(9) == 0 ? Float.NaN : first;
      values[start + 2] = random.nextInt(6);
      values[start + 3] = random.nextInt(9) == 0 ? Float.NaN : second;
      double sum = (first * 7919 % 11 - 5) / 5.0 + (second * 104_729 % 13 - 6) / 6.0;
      double noisy = sum + (Float.isNaN(values[start + 1]) ? 1 : 0) + random.nextGaussian() / 3;
      labels[row] =
          switch (objective) {
            case Objective.Binary() -> noisy > 0 ? 1 : 0;
            case Objective.Multiclass(int classes) ->
                Math.clamp((int) Math.floor(noisy + 1), 0, classes - 1);
            case Objective.Regression(Loss loss, double _) ->
                loss == Loss.POISSON ? (float) Math.floor(Math.exp(noisy)) : (float) (100 * noisy);
            case Objective.Ranking() -> Math.clamp((int) Math.floor(2 * noisy + 2), 0, 4);
          };
    }
    FeatureMatrix features = new FeatureMatrix(rows, FEATURES, values);
    return objective instanceof Objective.Ranking
        ? new LabelledRows(features, labels, Optional.empty(), Optional.of(new int[] {rows}))
        : new LabelledRows(features, labels);
  }

  private static LabelledRows withoutMissing(LabelledRows rows) {
    float[] values = rows.features().values();
    for (int place = 0; place < values.length; place++) {
      values[place] = Float.isNaN(values[place]) ? 1 : values[place];
    }
    return rows;
  }

  private static FeatureMatrix withOdd(FeatureMatrix rows, Random random) {
    float[] values = rows.values();
    for (int row = 0; row < rows.rows(); row++) {
      int feature = CATEGORICAL.get(random.nextInt(2));
      if (random.nextInt(3) == 0) {
        values[row * FEATURES + feature] = ODD[random.nextInt(ODD.length)];
      }
    }
    return rows;
  }
}
