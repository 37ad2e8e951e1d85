package dev.millrace.training.xgboost;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.BoostingContract;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Trainer;
import java.util.List;

class XgboostTrainerTest extends BoostingContract {

  @Override
  public Trainer trainer() {
    return new XgboostTrainer();
  }

  @Override
  public List<Trees> trees(FittedModel model) {
    return ((XgboostModel) model).trees();
  }
}
