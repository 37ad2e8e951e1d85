package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Default;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrainersTest {

  private static final BoostingSettings CHANGED =
      new BoostingSettings(7, 9, 0.5, 2, 0.5, 0.5, 1, 2, 8, 3, List.of(1, 0), List.of(1), 5);

  @Test
  void requireUsed_settingsOfTrees_areRefusedByNameWhereNoneGrow() {
    assertRefused(
        () -> Trainers.requireUsed(Trainers.named("linear"), CHANGED),
        "trainer 'linear' has no use for early_stopping_rounds, depth, learning_rate,"
            + " min_child_weight, subsample, column_sample, leaves, monotone, categorical",
        "or say trainer: xgboost or lightgbm");
    assertRefused(
        () -> Trainers.requireUsed(Trainers.named("baseline"), BoostingSettings.ofRounds(7)),
        "trainer 'baseline' has no use for rounds",
        "leave rounds out, or say trainer: xgboost or ");
  }

  @Test
  void requireUsed_whatMakesADifference_isTaken() {
    BoostingSettings ofLinear =
        new BoostingSettings(7, 6, 0.1, 1, 1, 1, 3, 4, 0, 0, List.of(), List.of(), 5);
    assertThatCode(
            () -> {
              Trainers.requireUsed(Trainers.named("xgboost"), CHANGED);
              Trainers.requireUsed(Trainers.named("linear"), ofLinear);
              Trainers.requireUsed(Trainers.named("baseline"), BoostingSettings.DEFAULT);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void changed_ofEverySetting_namesEach() {
    assertThat(Setting.changed(CHANGED)).containsExactly(Setting.values());
    assertThat(Setting.changed(BoostingSettings.DEFAULT)).isEmpty();
  }

  /** Else a pipeline that says nothing would be told that it has changed something. */
  @Test
  void text_ofEverySetting_isAParameterOfThatDefault() {
    Map<String, RecordComponent> parameters =
        Arrays.stream(Train.Inputs.class.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
    for (RecordComponent setting : BoostingSettings.class.getRecordComponents()) {
      RecordComponent parameter = Objects.requireNonNull(parameters.get(setting.getName()));
      String written = parameter.getAnnotation(Default.class).value();
      assertThat(Json.parse(written).toString().replace(".0", "").replace("[]", "{}"))
          .as(setting.getName())
          .isEqualTo(byDefault(setting).toString().replace(".0", "").replace("[]", "{}"));
    }
  }

  private static Object byDefault(RecordComponent setting) {
    try {
      return setting.getAccessor().invoke(BoostingSettings.DEFAULT);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void requireLearns_objectivesThatALinearModelHasNot_areRefused() {
    assertRefused(
        () -> learns("linear", new Objective.Regression(Loss.QUANTILE, 0.9)),
        "trainer 'linear' does not have objective: quantile",
        "or baseline");
    assertRefused(
        () -> learns("linear", new Objective.Regression(Loss.ABSOLUTE, 0.5)),
        "objective: absolute",
        "xgboost");
    assertRefused(
        () -> learns("linear", new Objective.Ranking()),
        "trainer 'linear' does not have task: ranking",
        "xgboost");
  }

  private static void learns(String trainer, Objective objective) {
    Trainers.requireLearns(Trainers.named(trainer), objective);
  }

  private static void assertRefused(Runnable call, String message, String hint) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.hint().orElse("")).contains(hint))
        .hasMessageContaining(message);
  }
}
