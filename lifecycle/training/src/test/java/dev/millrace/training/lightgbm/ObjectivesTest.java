package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.ObjectivesContract;
import dev.millrace.training.trainer.Trainer;
import java.util.List;

class ObjectivesTest extends ObjectivesContract {

  @Override
  public Trainer trainer() {
    return new LightgbmTrainer();
  }

  @Override
  public List<Trees> trees(FittedModel model) {
    return ((LightgbmModel) model).trees();
  }
}
