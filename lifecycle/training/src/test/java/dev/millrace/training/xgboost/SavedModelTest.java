package dev.millrace.training.xgboost;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SavedModelTest {

  private static final int FEATURES = 4;
  private static final Objective BINARY = new Objective.Binary();
  private static final RoundListener SILENT = (completed, metrics) -> {};

  private final XgboostTrainer trainer = new XgboostTrainer();
  private final LabelledRows rows = RandomRows.of(new Random(3), 1500, FEATURES, 0.2);

  @Test
  void fit_someRoundsAndThenMore_isTheSameModelAsAllAtOnce() throws Exception {
    List<Objective> objectives =
        List.of(
            BINARY,
            new Objective.Multiclass(3),
            new Objective.Regression(Loss.SQUARED, 0.5),
            new Objective.Regression(Loss.ABSOLUTE, 0.5),
            new Objective.Regression(Loss.QUANTILE, 0.8),
            new Objective.Regression(Loss.POISSON, 0.5));
    for (Objective objective : objectives) {
      LabelledRows training = labelled(objective);
      byte[] first = saved(order(objective, training, 4, Optional.empty()));
      TrainingOrder more = order(objective, training, 3, Optional.of(first));
      TrainingOrder whole = order(objective, training, 7, Optional.empty());
      try (FittedModel on = trainer.fit(more, SILENT);
          FittedModel atOnce = trainer.fit(whole, SILENT)) {
        assertThat(FeatureGraph.of(on, FEATURES).onnx())
            .as("%s", objective)
            .isEqualTo(FeatureGraph.of(atOnce, FEATURES).onnx());
        assertThat(on.saved().orElseThrow()).isEqualTo(atOnce.saved().orElseThrow());
        assertThat(on.importance(rows.features()).orElseThrow().splits())
            .isEqualTo(atOnce.importance(rows.features()).orElseThrow().splits());
        assertAgrees(on, training.features());
      }
    }
  }

  @Test
  void fit_fromAnotherNumberOfThreads_savesTheSameBytes() throws Exception {
    byte[] one = saved(order(BINARY, rows, 4, Optional.empty()));
    TrainingOrder two =
        new TrainingOrder(BINARY, rows, Optional.empty(), BoostingSettings.ofRounds(4), 2);
    assertThat(saved(two)).isEqualTo(one);
  }

  @Test
  void fit_more_tellsOfRoundsAfterTheInitialOnes() throws Exception {
    byte[] first = saved(order(BINARY, rows, 4, Optional.empty()));
    List<Integer> told = new ArrayList<>();
    trainer
        .fit(
            order(BINARY, rows, 3, Optional.of(first)),
            (completed, metrics) -> {
              told.add(completed);
              assertThat(metrics).containsKey("train_log_loss");
            })
        .close();
    assertThat(told).containsExactly(5, 6, 7);
  }

  @Test
  void fit_stoppedEarly_savesTheRoundsKeptAndGoesOnFromThem() throws Exception {
    LabelledRows other = RandomRows.of(new Random(4), 400, FEATURES, 0.2);
    BoostingSettings greedy =
        new BoostingSettings(60, 6, 0.9, 0, 1, 1, 0, 0, 0, 3, List.of(), List.of(), 0);
    TrainingOrder early = new TrainingOrder(BINARY, rows, Optional.of(other), greedy, 1);
    List<Integer> told = new ArrayList<>();
    try (FittedModel model = trainer.fit(early, (completed, metrics) -> told.add(completed))) {
      int kept = ((XgboostModel) model).trees().getFirst().trees().size();
      assertThat(kept).isEqualTo(told.getLast() - 3);
      byte[] saved = model.saved().orElseThrow();
      TrainingOrder on =
          new TrainingOrder(BINARY, rows, Optional.of(other), greedy, 1, Optional.of(saved));
      told.clear();
      try (FittedModel after = trainer.fit(on, (completed, metrics) -> told.add(completed))) {
        // As before, no further round makes the validation rows' loss less.
        assertThat(told).containsExactly(kept + 1, kept + 2, kept + 3);
        assertThat(FeatureGraph.of(after, FEATURES).onnx())
            .isEqualTo(FeatureGraph.of(model, FEATURES).onnx());
        assertThat(after.saved().orElseThrow()).isEqualTo(saved);
      }
    }
  }

  @Test
  void fit_fromWhatIsNotTheSame_isRefused() throws Exception {
    byte[] binary = saved(order(BINARY, rows, 2, Optional.empty()));
    Objective upper = new Objective.Regression(Loss.QUANTILE, 0.8);
    byte[] quantile = saved(order(upper, rows, 2, Optional.empty()));

    assertRefused(
        order(upper, rows, 1, Optional.of(binary)),
        "another objective: binary:logistic, where this step has reg:quantileerror");
    assertRefused(
        order(new Objective.Regression(Loss.QUANTILE, 0.9), rows, 1, Optional.of(quantile)),
        "another quantile: 0.8, where this step has 0.9");
    assertRefused(
        order(BINARY, RandomRows.of(new Random(5), 50, 3, 0), 1, Optional.of(binary)),
        "another number of features: 4, where this step has 3");
    for (byte[] damaged :
        List.of(
            new byte[0], new byte[] {1, 2, 3}, "{}".getBytes(UTF_8), Arrays.copyOf(binary, 900))) {
      assertRefused(
          order(BINARY, rows, 1, Optional.of(damaged)), "trainer.bin is no model of XGBoost's");
    }
  }

  private void assertRefused(TrainingOrder order, String message) {
    assertThatThrownBy(() -> trainer.fit(order, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private byte[] saved(TrainingOrder order) throws InterruptedException {
    try (FittedModel model = trainer.fit(order, SILENT)) {
      return model.saved().orElseThrow();
    }
  }

  private static TrainingOrder order(
      Objective objective, LabelledRows training, int rounds, Optional<byte[]> initial) {
    return new TrainingOrder(
        objective, training, Optional.empty(), BoostingSettings.ofRounds(rounds), 1, initial);
  }

  private LabelledRows labelled(Objective objective) {
    float[] labels = rows.labels().clone();
    for (int row = 0; row < labels.length; row++) {
      labels[row] =
          switch (objective) {
            case Objective.Binary() -> labels[row];
            case Objective.Multiclass(int classes) -> (labels[row] + row % 2) % classes;
            case Objective.Regression _, Objective.Ranking _ -> labels[row] * 3 + row % 5;
          };
    }
    return new LabelledRows(rows.features(), labels);
  }

  private static void assertAgrees(FittedModel model, FeatureMatrix matrix) {
    double[] found = FeatureGraph.of(model, FEATURES).predict(matrix);
    float[] own = model.predict(matrix);
    double[] expected = IntStream.range(0, own.length).mapToDouble(at -> own[at]).toArray();
    assertThat(found).containsExactly(expected, within(1e-5));
  }
}
