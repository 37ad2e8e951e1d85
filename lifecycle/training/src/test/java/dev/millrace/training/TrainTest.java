package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.TestTask;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TrainTest {

  @TempDir Path folder;

  @Test
  void run_flights_makesABundleFromRawRowsToAProbability() throws Exception {
    TestTask task = TestTask.in(folder);
    ModelBundle bundle = open(train(Flights.make(folder), task));

    assertThat(bundle.signature().inputs())
        .containsExactly(
            new Field("date", DataType.TIMESTAMP, false),
            new Field("distance", DataType.NUMBER, true),
            new Field("origin", DataType.STRING, true));
    assertThat(bundle.signature().outputs())
        .containsExactly(new Field("probability", DataType.NUMBER, false));
    assertThat(bundle.manifest().trainer()).isEqualTo("xgboost");
    assertThat(bundle.manifest().label()).isEqualTo("late");
    assertThat(bundle.manifest().features()).containsExactly("hour", "distance", "place");
    assertThat(bundle.contents().samples()).hasSize(12);
    assertThat(bundle.contents().samples().get(10).get("origin").isNull()).isTrue();
    assertThat(task.lines())
        .anyMatch(line -> line.matches("model.onnx agrees with xgboost within .* on 4000 rows.*"))
        .anyMatch(line -> line.startsWith("train_log_loss 0.") && line.endsWith(" at 1"))
        .anyMatch(line -> line.startsWith("eval_auc 0.") && line.endsWith(" at 20"))
        .contains("round 20 of 20 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lightgbm"})
  void run_oneAndTwoThreads_makesTheSameFiles(String trainer) throws Exception {
    Train.Inputs inputs = Flights.make(folder).inputs(trainer, Optional.of("late"));
    TestTask task = TestTask.in(folder).threads(1);
    Map<String, Digest> one = digests(new Train().run(inputs, task).model());
    assertThat(task.lines())
        .anyMatch(line -> line.startsWith("model.onnx agrees with " + trainer + " within "))
        .anyMatch(line -> line.startsWith("eval_auc 0.") && line.endsWith(" at 20"));
    Model two = new Train().run(inputs, TestTask.in(folder).threads(2)).model();
    assertThat(digests(two)).isEqualTo(one);
    assertThat(one).hasSize(8);
  }

  @Test
  void run_labelsAllEqual_isRefused() throws Exception {
    assertRefused(
        Flights.make(folder, "false").inputs(),
        "all 6000 labels 'late' of split 'train' are 0, so there is nothing to learn");
  }

  @Test
  void run_labelNeitherTrueNorFalse_isRefused() throws Exception {
    assertRefused(
        Flights.make(folder.resolve("three"), "i % 3").inputs(),
        "the label 'late' of row 2 of 'train' is 2.0; expected a boolean, 0 or 1");
    assertRefused(
        Flights.make(folder.resolve("nan"), "'NaN'::DOUBLE").inputs(),
        "the label 'late' of row 0 of 'train' is NaN");
  }

  @Test
  void run_unknownTrainer_saysWhichThereIs() throws Exception {
    assertThatThrownBy(
            () ->
                new Train()
                    .run(
                        Flights.make(folder).inputs("xgbost", Optional.empty()),
                        TestTask.in(folder)))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.hint()).contains("did you mean 'xgboost'?"));
  }

  @Test
  void run_anotherLabelThanTheTransforms_isRefused() throws Exception {
    assertRefused(
        Flights.make(folder).inputs("xgboost", Optional.of("delayed")),
        "the label is 'delayed', but the features were made beside 'late'");
  }

  @Test
  void run_settingsThatTheTrainerHasNoUseFor_isRefused() throws Exception {
    Flights flights = Flights.make(folder);
    Optional<String> label = Optional.of("late");
    assertRefused(
        flights.inputs("baseline", Task.BINARY, label, Optional.empty(), true),
        "trainer 'baseline' has no use for rounds, depth, learning_rate, subsample");
    assertRefused(
        flights.inputs("linear", Task.BINARY, label, Optional.of("hour"), false),
        "trainer 'linear' has no use for last_value");
    assertRefused(
        flights.inputs("baseline", Task.BINARY, label, Optional.of("hours"), false),
        "last_value: there is no feature 'hours'");
    assertRefused(
        flights.inputs("baseline", Task.BINARY, label, Optional.of("hour"), false),
        "the last value of a truth is 0 or 1");
  }

  @Test
  void run_lastValueOfANumber_isPredicted() throws Exception {
    Flights flights = Flights.make(folder, "(i % 24) * 100.0");
    Train.Inputs inputs =
        flights.inputs(
            "baseline", Task.REGRESSION, Optional.empty(), Optional.of("distance"), false);
    ModelBundle bundle = open(new Train().run(inputs, TestTask.in(folder)).model());
    List<JsonNode> samples = bundle.contents().samples();
    Batch found = bundle.predictor().predict(RowCodec.ofInputs(bundle.signature()).decode(samples));
    for (int row = 0; row < samples.size(); row++) {
      JsonNode distance = samples.get(row).get("distance");
      double expected = distance.isNull() ? 1150 : distance.asDouble();
      assertThat(((Column.Doubles) found.column("prediction")).values()[row])
          .isEqualTo((float) expected);
    }
  }

  @Test
  void installed_train_isFoundByItsName() {
    assertThat(Components.installed().signature("train")).isPresent();
  }

  @Test
  void of_unusualRows_changesValuesWithinTheirTypes() throws Exception {
    ModelBundle bundle = open(train(Flights.make(folder), TestTask.in(folder)));
    RowCodec codec = RowCodec.ofInputs(bundle.signature());
    Batch real = codec.decode(bundle.contents().samples());
    List<ObjectNode> unusual = codec.encode(new UnusualRows(bundle.signature()).of(real));
    assertThat(unusual).hasSize(real.rows()).isNotEqualTo(codec.encode(real));
    assertThat(codec.encode(new UnusualRows(bundle.signature()).of(real))).isEqualTo(unusual);
    assertThat(codec.encode(codec.decode(unusual))).isEqualTo(unusual);
  }

  private static Model train(Flights flights, TestTask task) throws Exception {
    return new Train().run(flights.inputs(), task).model();
  }

  private static ModelBundle open(Model model) throws Exception {
    return ModelBundle.open(model.directory());
  }

  private static Map<String, Digest> digests(Model model) throws Exception {
    Map<String, Digest> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(model.directory())) {
      for (Path file : files.toList()) {
        digests.put(file.getFileName().toString(), Digest.of(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  private void assertRefused(Train.Inputs inputs, String message) {
    assertThatThrownBy(() -> new Train().run(inputs, TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
