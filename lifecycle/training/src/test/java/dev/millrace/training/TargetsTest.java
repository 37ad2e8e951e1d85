package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.model.DataType;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

  @Test
  void of_classesThatNoRowIsLearntFrom_namesAllAndHowToLeaveThemOut() {
    Targets targets = new Targets(new Objective.Multiclass(2), "kind", List.of("a", "b"));
    KeptColumn labels =
        new KeptColumn.Texts(List.of("b", "it's", "new", "a"), new int[] {0, 1, 2, 3, 0}, 0);

    UserError error = catchThrowableOfType(UserError.class, () -> targets.of(labels, "eval"));
    assertThat(error)
        .hasMessageContaining("is 'it's', 'new' in 'eval', classes that no row of the training");
    assertThat(error.hint().orElse("")).contains("WHERE \"kind\" NOT IN ('it''s', 'new')");
  }

  @Test
  void of_numberedClassThatNoRowIsLearntFrom_isNamed() {
    Targets targets = new Targets(new Objective.Multiclass(2), "digit", List.of("0", "1"));
    KeptColumn labels = new KeptColumn.Numbers(DataType.INTEGER, new double[] {1, 7, 0}, 0);

    UserError error = catchThrowableOfType(UserError.class, () -> targets.of(labels, "eval"));
    assertThat(error).hasMessageContaining("is '7' in 'eval', a class that no row");
    assertThat(error.hint().orElse("")).contains("WHERE \"digit\" NOT IN (7)");
  }
}
