package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.data.TestTask;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainTasksTest {

  private static final String CLASSES = "['late', 'early', 'on time'][1 + (i * 7 + i % 5) % 3]";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lightgbm", "linear", "baseline"})
  void run_multiclass_namesTheMostProbableClass(String trainer) throws Exception {
    ModelBundle bundle = train(trainer, Task.MULTICLASS, CLASSES);

    assertThat(bundle.manifest().task()).isEqualTo(Task.MULTICLASS);
    assertThat(bundle.manifest().classes()).containsExactly("early", "late", "on time");
    assertThat(bundle.signature().outputs())
        .containsExactly(
            new Field("class", DataType.STRING, false),
            new Field("probability_early", DataType.NUMBER, false),
            new Field("probability_late", DataType.NUMBER, false),
            new Field("probability_on time", DataType.NUMBER, false));
    Batch predicted = predictions(bundle);
    Column.Strings classes = (Column.Strings) predicted.column("class");
    for (int row = 0; row < predicted.rows(); row++) {
      double sum = 0;
      String best = "";
      double most = -1;
      for (String name : bundle.manifest().classes()) {
        double probability =
            ((Column.Doubles) predicted.column("probability_" + name)).values()[row];
        sum += probability;
        best = probability > most ? name : best;
        most = Math.max(most, probability);
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(classes.value(row)).isEqualTo(best);
    }
  }

  @Test
  void run_multiclassOfIntegers_ordersClassesByNumber() throws Exception {
    assertThat(train("xgboost", Task.MULTICLASS, "[2, 10, -1][1 + i % 3]").manifest().classes())
        .containsExactly("-1", "2", "10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lightgbm", "linear", "baseline"})
  void run_regression_predictsANumber(String trainer) throws Exception {
    ModelBundle bundle = train(trainer, Task.REGRESSION, "(i % 24) * 100.0 - 500");

    assertThat(bundle.signature().outputs())
        .containsExactly(new Field("prediction", DataType.NUMBER, false));
    double[] predicted = ((Column.Doubles) predictions(bundle).column("prediction")).values();
    assertThat(Arrays.stream(predicted).allMatch(Double::isFinite)).isTrue();
    if (trainer.equals("baseline")) {
      // The mean of 0 … 23 is 11.5.
      assertThat(predicted[0]).isEqualTo(650);
    }
    assertThat(bundle.contents().importance().propertyNames())
        .containsExactlyInAnyOrder("hour", "distance", "place");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "MULTICLASS | 'one' | has 1 classes in the training split; expected 2 to 1,000",
        "MULTICLASS | i / 3.0 | is a number, which has no classes",
        "MULTICLASS | CASE WHEN i < 6000 THEN concat('a', i % 2) ELSE 'b' END | is 'b' in 'eval', a class",
        "REGRESSION | 'Infinity'::DOUBLE | expected a finite number in single precision",
        "REGRESSION | 'x' | the label 'late' is a string, such as 'x'",
        "REGRESSION | 7 | all 6000 labels 'late' of split 'train' are 7.0",
        "REGRESSION | TIMESTAMP '2001-01-01' + INTERVAL (i) DAY | the label 'late' is a timestamp",
        "RANKING | i % 3 | a ranking has groups within which rows are ordered; none is given",
      })
  void run_labelsThatTheTaskDoesNotHave_isRefused(Task task, String label, String message) {
    assertThatThrownBy(() -> train("xgboost", task, label))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private ModelBundle train(String trainer, Task task, String label) throws Exception {
    Flights flights = Flights.make(folder, label);
    return ModelBundle.open(
        new Train()
            .run(flights.inputs(trainer, task, Optional.of("late")), TestTask.in(folder))
            .model()
            .directory());
  }

  private static Batch predictions(ModelBundle bundle) {
    List<JsonNode> samples = bundle.contents().samples();
    return bundle.predictor().predict(RowCodec.ofInputs(bundle.signature()).decode(samples));
  }
}
