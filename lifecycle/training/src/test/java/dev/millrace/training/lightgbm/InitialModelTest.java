package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureGraph;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.RandomRows;
import dev.millrace.training.trainer.TrainingOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitialModelTest {

  private static final LabelledRows ROWS = RandomRows.of(new Random(1), 800, 3, 0.1);
  private static final LabelledRows OTHERS = RandomRows.of(new Random(2), 300, 3, 0.1);

  private final List<Map<String, Double>> reports = new ArrayList<>();

  static List<Objective> objectives() {
    return List.of(
        new Objective.Binary(),
        new Objective.Multiclass(2),
        new Objective.Regression(Loss.SQUARED, 0.5),
        new Objective.Regression(Loss.POISSON, 0.5));
  }

  private FittedModel fit(
      Objective objective, LabelledRows rows, int rounds, Optional<byte[]> initial)
      throws InterruptedException {
    TrainingOrder order =
        new TrainingOrder(
            objective, rows, Optional.of(OTHERS), BoostingSettings.ofRounds(rounds), 1, initial);
    return new LightgbmTrainer().fit(order, (completed, metrics) -> reports.add(metrics));
  }

  /** Nothing is drawn by lot, so that going on is the same as not to have stopped. */
  @ParameterizedTest
  @MethodSource("objectives")
  void fit_wentOn_isAsIfItHadNotStopped(Objective objective) throws Exception {
    try (FittedModel first = fit(objective, ROWS, 6, Optional.empty());
        FittedModel second = fit(objective, ROWS, 4, first.saved());
        FittedModel whole = fit(objective, ROWS, 10, Optional.empty())) {
      assertThat(((LightgbmModel) second).trees())
          .allSatisfy(ensemble -> assertThat(ensemble.trees()).hasSize(10));
      float[] expected = whole.predict(ROWS.features());
      float[] found = second.predict(ROWS.features());
      double[] byGraph = FeatureGraph.of(second, 3).predict(ROWS.features());
      for (int row = 0; row < expected.length; row++) {
        assertThat(found[row]).isCloseTo(expected[row], within(1e-4f));
        assertThat(byGraph[row]).isCloseTo(found[row], within(1e-5));
      }
      String split = "eval_" + objective.metric();
      assertThat(reports).hasSize(20);
      assertThat(reports.get(9).get(split)).isCloseTo(reports.get(19).get(split), within(1e-4));
    }
  }

  @Test
  void fit_noNewRoundIsBetter_keepsTheInitialModelAsItIs() throws Exception {
    Objective binary = new Objective.Binary();
    LabelledRows opposite = opposite(OTHERS);
    BoostingSettings early =
        new BoostingSettings(9, 6, 0.1, 1, 1, 1, 0, 1, 0, 2, List.of(), List.of(), 0);
    List<Integer> rounds = new ArrayList<>();
    try (FittedModel first = fit(binary, opposite, 3, Optional.empty())) {
      TrainingOrder order =
          new TrainingOrder(binary, ROWS, Optional.of(opposite), early, 1, first.saved());
      try (FittedModel second =
          new LightgbmTrainer().fit(order, (completed, metrics) -> rounds.add(completed))) {
        assertThat(rounds).containsExactly(4, 5);
        assertThat(((LightgbmModel) second).trees()).isEqualTo(((LightgbmModel) first).trees());
      }
    }
  }

  /** Of which the labels say the contrary. */
  private static LabelledRows opposite(LabelledRows rows) {
    float[] labels = new float[rows.labels().length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = 1 - rows.labels()[row];
    }
    return new LabelledRows(rows.features(), labels);
  }

  @Test
  void fit_initialOfAnotherKind_isRefused() throws Exception {
    Objective binary = new Objective.Binary();
    FeatureMatrix two = new FeatureMatrix(800, 2, new float[1600]);
    LabelledRows narrower = new LabelledRows(two, ROWS.labels());
    try (FittedModel model = fit(binary, ROWS, 1, Optional.empty())) {
      assertThatThrownBy(() -> fit(new Objective.Multiclass(2), ROWS, 1, model.saved()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cannot go on from the initial model: not a model of objective");
      assertThatThrownBy(() -> fit(binary, narrower, 1, model.saved()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("it has 3 features; there are 2");
    }
    byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> fit(binary, ROWS, 1, Optional.of(none)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot go on from the initial model");
  }
}
