package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Trees;
import dev.millrace.training.trainer.CategoricalContract;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoricalTest extends CategoricalContract {

  @Override
  public Trainer trainer() {
    return new XgboostTrainer();
  }

  @Override
  public List<Trees> trees(FittedModel model) {
    return ((XgboostModel) model).trees();
  }

  @Override
  public double penalty() {
    return 0;
  }

  @Test
  void fit_goingOn_isByteForByteAsAtOnceAndNamesOtherCategories() throws Exception {
    byte[] two;
    byte[] four;
    try (FittedModel first = fit(SQUARED, evenAndOdd(), plain(2, List.of(0)), 1);
        FittedModel atOnce = fit(SQUARED, evenAndOdd(), plain(4, List.of(0)), 1)) {
      two = first.saved().orElseThrow();
      four = atOnce.saved().orElseThrow();
    }
    try (FittedModel on = fit(goingOn(evenAndOdd(), List.of(0), two))) {
      assertThat(on.saved().orElseThrow()).isEqualTo(four);
    }
    assertThatThrownBy(() -> fit(goingOn(evenAndOdd(), List.of(), two)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("categorical features, by number: [0], where this step has []");
  }
}
