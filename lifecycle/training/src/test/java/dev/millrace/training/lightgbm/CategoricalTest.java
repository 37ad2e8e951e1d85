package dev.millrace.training.lightgbm;

import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.CategoricalContract;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Trainer;
import java.util.List;

class CategoricalTest extends CategoricalContract {

  @Override
  public Trainer trainer() {
    return new LightgbmTrainer();
  }

  @Override
  public List<Trees> trees(FittedModel model) {
    return ((LightgbmModel) model).trees();
  }

  @Override
  public double penalty() {
    return 10;
  }
}
