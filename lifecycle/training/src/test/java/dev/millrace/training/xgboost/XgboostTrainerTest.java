package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.BoostingContract;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XgboostTrainerTest extends BoostingContract {

  @Override
  public Trainer trainer() {
    return new XgboostTrainer();
  }

  @Test
  void fit_lossBeyondAllNumbers_isLeftOut() throws Exception {
    FeatureMatrix features = new FeatureMatrix(4, 1, new float[] {1, 2, 3, 4});
    LabelledRows rows = new LabelledRows(features, new float[] {-3e38f, 3e38f, -3e38f, 3e38f});
    Objective squared = new Objective.Regression(Objective.Loss.SQUARED, 0.5);
    List<Map<String, Double>> reports = new ArrayList<>();
    trainer()
        .fit(
            new TrainingOrder(squared, rows, Optional.empty(), BoostingSettings.ofRounds(2), 1),
            (_, metrics) -> reports.add(metrics))
        .close();
    assertThat(reports).containsExactly(Map.of(), Map.of());
  }

  @Override
  public List<Trees> trees(FittedModel model) {
    return ((XgboostModel) model).trees();
  }
}
