package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final LabelledRows ROWS =
      new LabelledRows(new FeatureMatrix(2, 1, new float[] {1, 2}), new float[] {0, 1});

  private static void assertRefused(
      Objective objective, LabelledRows rows, BoostingSettings settings, String message) {
    TrainingOrder order = new TrainingOrder(objective, rows, Optional.empty(), settings, 1);
    assertThatThrownBy(() -> new LightgbmTrainer().fit(order, (completed, metrics) -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void fit_monotoneWhereLeavesAreRenewed_isRefused() {
    BoostingSettings monotone =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 0, List.of(1), List.of(), 0);
    for (Loss loss : List.of(Loss.ABSOLUTE, Loss.QUANTILE)) {
      assertRefused(
          new Objective.Regression(loss, 0.5),
          ROWS,
          monotone,
          "no monotone constraints for the objectives absolute and quantile");
    }
  }

  @Test
  void fit_groupLargerThanLightgbmRanks_isRefused() {
    int rows = Objectives.LARGEST_GROUP + 1;
    LabelledRows large =
        new LabelledRows(
            new FeatureMatrix(rows, 1, new float[rows]),
            new float[rows],
            Optional.empty(),
            Optional.of(new int[] {rows}));
    assertRefused(
        new Objective.Ranking(), large, BoostingSettings.ofRounds(1), "a group has 10001 rows");
  }

  @Test
  void fit_stopsEarlyWithoutValidation_isRefused() {
    BoostingSettings early =
        new BoostingSettings(1, 1, 1, 0, 1, 1, 0, 0, 0, 1, List.of(), List.of(), 0);
    assertRefused(new Objective.Binary(), ROWS, early, "early stopping needs rows");
  }
}
