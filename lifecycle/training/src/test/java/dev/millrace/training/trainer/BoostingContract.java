package dev.millrace.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.onnx.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a trainer of boosted trees has to do, shown by those of a truth. */
public abstract class BoostingContract {

  private static final Objective BINARY = new Objective.Binary();
  private static final RoundListener SILENT = (completed, metrics) -> {};

  /** The one under test. */
  public abstract Trainer trainer();

  /** The trees of each output of a model that it has made. */
  public abstract List<Trees> trees(FittedModel model);

  @Test
  void addTo_randomRowsAndSettings_agreesWithTheTrainerAndOnnxRuntime() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int features = 1 + random.nextInt(7);
      LabelledRows training =
          RandomRows.of(random, 50 + random.nextInt(2000), features, random.nextDouble() / 2);
      BoostingSettings settings = settings(random);
      // Other rows than those trained on, most of them with more missing values.
      FeatureMatrix rows = RandomRows.of(random, 1500, features, random.nextDouble()).features();
      try (FittedModel model = trainer().fit(order(training, settings, 1), SILENT)) {
        FeatureGraph graph = FeatureGraph.of(model, features);
        float[] expected = model.predict(rows);
        assertClose(graph.predict(rows), expected, "seed " + seed + ", " + settings);
        float[] byRuntime = graph.predictByOnnxRuntime(rows);
        for (int row = 0; row < expected.length; row++) {
          assertThat(byRuntime[row]).as("seed %d", seed).isCloseTo(expected[row], within(1e-5f));
        }
      }
    }
  }

  @Test
  void addTo_treeOfOneLeaf_isAConstant() throws Exception {
    LabelledRows training = RandomRows.of(new Random(5), 300, 2, 0);
    BoostingSettings unsplittable = plain(1, 6, 0.1, 1e9, 1, 1, 0);
    try (FittedModel model = trainer().fit(order(training, unsplittable, 1), SILENT)) {
      assertThat(trees(model).getFirst().trees()).hasSize(1).allMatch(tree -> tree.size() == 1);
      double[] found = FeatureGraph.of(model, 2).predict(training.features());
      assertClose(found, model.predict(training.features()), "one leaf");
    }
  }

  @Test
  void fit_oneRarePositive_agrees() throws Exception {
    LabelledRows rows = RandomRows.of(new Random(6), 5000, 3, 0.1);
    float[] rare = new float[5000];
    rare[17] = 1;
    LabelledRows training = new LabelledRows(rows.features(), rare);
    BoostingSettings settings = plain(50, 8, 0.5, 0, 1, 0, 0);
    try (FittedModel model = trainer().fit(order(training, settings, 1), SILENT)) {
      assertClose(
          FeatureGraph.of(model, 3).predict(rows.features()),
          model.predict(rows.features()),
          "rare");
    }
  }

  @Test
  void fit_oneAndTwoThreads_giveTheSameBytes() throws Exception {
    for (int seed = 0; seed < 2; seed++) {
      LabelledRows training = RandomRows.of(new Random(seed), 6000, 5, 0.1);
      double share = seed % 2 == 0 ? 1 : 0.7;
      BoostingSettings settings = plain(6, 6, 0.1, 1, share, 1, 42);
      byte[] one = onnx(training, settings, 1);
      assertThat(onnx(training, settings, 2)).isEqualTo(one);
    }
  }

  @Test
  void fit_rounds_areReportedWithFallingLossAndAFinalAuc() throws Exception {
    LabelledRows training = RandomRows.of(new Random(9), 2000, 4, 0.1);
    LabelledRows validation = RandomRows.of(new Random(10), 1000, 4, 0.1);
    List<Map<String, Double>> reports = new ArrayList<>();
    try (FittedModel model =
        trainer()
            .fit(
                new TrainingOrder(
                    BINARY, training, Optional.of(validation), BoostingSettings.ofRounds(30), 2),
                (completed, metrics) -> {
                  reports.add(metrics);
                  assertThat(completed).isEqualTo(reports.size());
                })) {
      assertThat(reports).hasSize(30);
      assertThat(reports.subList(0, 29))
          .allSatisfy(
              metrics -> assertThat(metrics).containsOnlyKeys("train_log_loss", "eval_log_loss"));
      Map<String, Double> last = reports.getLast();
      assertThat(last).containsOnlyKeys("train_log_loss", "train_auc", "eval_log_loss", "eval_auc");
      assertThat(last.get("train_log_loss")).isLessThan(reports.getFirst().get("train_log_loss"));
      assertThat(last.get("train_log_loss"))
          .isCloseTo(logLoss(model.predict(training.features()), training.labels()), within(1e-6));
    }
  }

  @Test
  void fit_manyRows_scoresSomeOfThemAndAllOthers() throws Exception {
    LabelledRows training = RandomRows.of(new Random(15), 2 * TrainingOrder.SCORED_ROWS + 1, 1, 0);
    LabelledRows some = training.spread(TrainingOrder.SCORED_ROWS);
    LabelledRows validation = RandomRows.of(new Random(16), 1000, 1, 0);
    List<Map<String, Double>> reports = new ArrayList<>();
    try (FittedModel model =
        trainer()
            .fit(
                new TrainingOrder(
                    BINARY, training, Optional.of(validation), BoostingSettings.ofRounds(2), 2),
                (_, metrics) -> reports.add(metrics))) {
      Map<String, Double> last = reports.getLast();
      assertThat(last.get("train_log_loss"))
          .isCloseTo(logLoss(model.predict(some.features()), some.labels()), within(1e-6));
      assertThat(last.get("eval_log_loss"))
          .isCloseTo(
              logLoss(model.predict(validation.features()), validation.labels()), within(1e-6));
    }
  }

  @Test
  void fit_listenerInterrupts_endsTheTraining() {
    LabelledRows training = RandomRows.of(new Random(11), 100, 2, 0);
    List<Integer> rounds = new ArrayList<>();
    assertThatThrownBy(
            () ->
                trainer()
                    .fit(
                        order(training, BoostingSettings.ofRounds(1000), 1),
                        (completed, metrics) -> {
                          rounds.add(completed);
                          if (completed == 3) {
                            throw new InterruptedException("cancelled");
                          }
                        }))
        .isInstanceOf(InterruptedException.class);
    assertThat(rounds).containsExactly(1, 2, 3);
  }

  private byte[] onnx(LabelledRows training, BoostingSettings settings, int threads)
      throws InterruptedException {
    try (FittedModel model = trainer().fit(order(training, settings, threads), SILENT)) {
      return FeatureGraph.of(model, training.features().features()).onnx();
    }
  }

  private static BoostingSettings settings(Random random) {
    return new BoostingSettings(
        1 + random.nextInt(40),
        1 + random.nextInt(9),
        0.01 + random.nextDouble(),
        random.nextInt(3) * random.nextDouble() * 3,
        0.3 + 0.7 * random.nextDouble(),
        0.3 + 0.7 * random.nextDouble(),
        random.nextInt(2),
        random.nextInt(3),
        random.nextInt(2) * (2 + random.nextInt(20)),
        0,
        List.of(),
        List.of(),
        random.nextInt());
  }

  private static BoostingSettings plain(
      int rounds, int depth, double rate, double minWeight, double share, double l2, long seed) {
    return new BoostingSettings(
        rounds, depth, rate, minWeight, share, share, 0, l2, 0, 0, List.of(), List.of(), seed);
  }

  private static TrainingOrder order(
      LabelledRows training, BoostingSettings settings, int threads) {
    return new TrainingOrder(BINARY, training, Optional.empty(), settings, threads);
  }

  private static void assertClose(double[] found, float[] expected, String about) {
    double[] widened = new double[expected.length];
    Arrays.setAll(widened, row -> expected[row]);
    assertThat(found).as(about).containsExactly(widened, within(1e-5));
  }

  private static double logLoss(float[] scores, float[] labels) {
    double total = 0;
    for (int row = 0; row < scores.length; row++) {
      total -= Math.log(labels[row] == 1 ? scores[row] : 1 - scores[row]);
    }
    return total / scores.length;
  }
}
