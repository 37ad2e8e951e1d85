package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.data.TestTask;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.bundle.Contents;
import dev.millrace.model.bundle.Continuation;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialModelTest {

  @TempDir Path folder;

  @Test
  void run_withAndWithoutInitial_goesOnOrBeginsAndSaysSo() throws Exception {
    Flights flights = Flights.make(folder.resolve("flights"));
    TestTask first = task("first");
    Model model = new Train().run(flights.inputs(), first).model();
    assertThat(first.lines())
        .contains("no initial model: trained from nothing", "initial_rounds 0.0 at 0");

    TestTask second = task("second");
    Model more = new Train().run(from(flights.inputs(), model), second).model();
    assertThat(second.lines())
        .contains("trained on from the initial model", "initial_rounds 20.0 at 0")
        .contains("round 40 of 40 1.0")
        .anyMatch(line -> line.startsWith("eval_log_loss 0.") && line.endsWith(" at 40"))
        .noneMatch(line -> line.startsWith("eval_log_loss ") && line.endsWith(" at 1"));
    assertThat(splits(more)).isGreaterThan(splits(model));
  }

  @Test
  void run_fromWhatIsNotTheSame_isRefused() throws Exception {
    Flights flights = Flights.make(folder.resolve("flights"));
    Model model = new Train().run(flights.inputs(), task("first")).model();

    assertRefused(
        from(flights.inputs("baseline", Optional.of("late")), model),
        "another trainer: xgboost, where this step has baseline");
    assertRefused(
        from(flights.inputs("xgboost", Task.REGRESSION, Optional.of("late")), model),
        "another task: binary, where this step has regression");
    Contents made = ModelBundle.open(model.directory()).contents();
    List<String> turned = made.features().reversed();
    assertRefused(
        from(flights.inputs(), bundle("features", made, turned, made.continuation())),
        "another list of features: [place, distance, hour], where this step has");
    assertRefused(
        from(flights.inputs(), bundle("none", made, made.features(), Continuation.none())),
        "has no trainer.bin to go on from");
    Files.write(model.directory().resolve("trainer.bin"), new byte[] {1});
    assertRefused(from(flights.inputs(), model), "trainer.bin is damaged: its SHA-256 is");
  }

  @Test
  void run_transformAnalysedAnew_isRefused() throws Exception {
    Flights flights = Flights.make(folder.resolve("flights"));
    Model model = new Train().run(flights.inputs(), task("first")).model();
    Path graph = flights.transform().file("transform.onnx");
    byte[] onnx = Files.readAllBytes(graph);
    assertThat(TransformFiles.read(flights.transform()).onnx()).isEqualTo(onnx);
    // A word of the vocabulary is another, as after a week of other data.
    int at =
        IntStream.range(0, onnx.length - 2)
            .filter(place -> onnx[place] == 'B' && onnx[place + 1] == 'O' && onnx[place + 2] == 'S')
            .findFirst()
            .orElseThrow();
    onnx[at] = 'L';
    Files.write(graph, onnx);

    assertRefused(
        from(flights.inputs(), model),
        "another transform: its own, where this step has one that was analysed anew");
  }

  private Model bundle(String name, Contents of, List<String> features, Continuation continuation)
      throws Exception {
    Model model = task(name).stage(Model.TYPE);
    ModelBundle.write(
        model.directory(),
        new Contents(
            of.trainer(),
            of.task(),
            of.label(),
            of.classes(),
            features,
            of.graph(),
            of.signature(),
            of.schema(),
            of.statistics(),
            of.importance(),
            of.samples(),
            continuation));
    return model;
  }

  private TestTask task(String name) throws IOException {
    return TestTask.in(Files.createDirectories(folder.resolve(name)));
  }

  private static long splits(Model model) throws Exception {
    return ModelBundle.open(model.directory()).contents().importance().values().stream()
        .mapToLong(feature -> feature.get("splits").longValue())
        .sum();
  }

  private void assertRefused(Train.Inputs inputs, String message) {
    assertThatThrownBy(() -> new Train().run(inputs, task("refused")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  /** The same inputs, the initial model beside them. */
  static Train.Inputs from(Train.Inputs inputs, Model initial) {
    return new Train.Inputs(
        inputs.transformed(),
        inputs.examples(),
        inputs.transform(),
        inputs.schema(),
        inputs.statistics(),
        Optional.of(initial),
        inputs.hyperparameters(),
        inputs.trainer(),
        inputs.task(),
        inputs.objective(),
        inputs.quantile(),
        inputs.lastValue(),
        inputs.label(),
        inputs.weight(),
        inputs.group(),
        inputs.classWeights(),
        inputs.balanced(),
        inputs.rounds(),
        inputs.earlyStoppingRounds(),
        inputs.depth(),
        inputs.learningRate(),
        inputs.minChildWeight(),
        Value.of(1.0),
        inputs.columnSample(),
        inputs.l1(),
        inputs.l2(),
        inputs.leaves(),
        inputs.monotone(),
        inputs.categorical(),
        inputs.seed());
  }
}
