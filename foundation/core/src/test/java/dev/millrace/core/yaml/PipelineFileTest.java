package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.sample.FlightComponents;
import dev.millrace.core.sample.FlightsInJava;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {

  @Test
  void load_flights_isTheSamePipelineAsInJava(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("pipeline.yaml"), Flights.YAML);
    PipelineFile file = PipelineFile.load(directory, FlightComponents.all(), Set.of("champion"));
    PipelineSpec java = FlightsInJava.spec();
    assertThat(file.spec()).isEqualTo(java);
    assertThat(file.spec().digest()).isEqualTo(java.digest());
    assertThat(file.directory()).isEqualTo(directory.toAbsolutePath());
    assertThat(file.file()).isEqualTo(directory.resolve("pipeline.yaml"));
  }

  @Test
  void load_problems_areAllInTheError(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("mine.yaml");
    Files.writeString(
        file, Flights.YAML.replace("uses: train", "uses: trian").replace("P1W", "7d"));
    assertThatThrownBy(() -> PipelineFile.load(file, FlightComponents.all(), Set.of("champion")))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "mine.yaml has 2 problems",
            "mine.yaml:14:20: expected a period such as P7D, found text '7d'",
            "there is no component 'trian'; did you mean 'train'?")
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(UserError.Kind.USAGE);
    assertThat(PipelineFile.lint(file, FlightComponents.all(), Set.of("champion"))).hasSize(2);
  }

  @Test
  void load_oneProblem_hasItsRemedyAsHint(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(file, "");
    assertThatThrownBy(() -> PipelineFile.load(directory, FlightComponents.all(), Set.of()))
        .hasMessage(file + ":1:1: the file is empty")
        .extracting(e -> ((UserError) e).hint().orElseThrow())
        .isEqualTo("write name: and steps:");
  }

  @Test
  void load_nothingThere_isNotFound(@TempDir Path directory) {
    for (Path path : List.of(directory, directory.resolve("nowhere"))) {
      assertThatThrownBy(() -> PipelineFile.load(path, FlightComponents.all(), Set.of()))
          .isInstanceOf(UserError.class)
          .extracting(e -> ((UserError) e).kind())
          .isEqualTo(UserError.Kind.NOT_FOUND);
    }
  }

  @Test
  void read_stepsInAnyOrder_isTheSamePipeline() {
    String head = Flights.YAML.substring(0, Flights.YAML.indexOf("steps:\n"));
    String tail = Flights.YAML.substring(Flights.YAML.indexOf("triggers:"));
    String section =
        Flights.YAML.substring(
            Flights.YAML.indexOf("steps:\n") + "steps:\n".length(),
            Flights.YAML.indexOf("triggers:"));
    List<String> steps = new ArrayList<>(List.of(section.split("(?m)^(?=  \\w)", -1)));
    PipelineSpec expected = FlightsInJava.spec();
    Random random = new Random(5);
    for (int trial = 0; trial < 20; trial++) {
      Collections.shuffle(steps, random);
      Outcome outcome = Flights.read(head + "steps:\n" + String.join("\n", steps) + "\n" + tail);
      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.spec().orElseThrow().digest()).isEqualTo(expected.digest());
    }
  }

  @Test
  void read_optionalInputLeftOut_isNotWiredToWhatItsStepTakesAlready() {
    PipelineSpec spec = Flights.with("      baseline: champion\n", "").spec().orElseThrow();
    assertThat(spec.step("evaluate").inputs())
        .containsEntry("model", new Binding.Output("train", "model"))
        .doesNotContainKey("baseline");
  }

  @Test
  void read_explicitOutput_isTaken() {
    PipelineSpec spec =
        Flights.with("uses: check_serving }", "uses: check_serving, with: { model: champion } }")
            .spec()
            .orElseThrow();
    assertThat(spec.step("check_serving").inputs())
        .containsEntry("model", new Binding.Resolved("champion"));
    PipelineSpec given =
        Flights.with(
                "uses: check_serving }",
                "uses: check_serving, with: { model: \"${steps.train.model}\" } }")
            .spec()
            .orElseThrow();
    assertThat(given).isEqualTo(FlightsInJava.spec());
  }

  @Test
  void read_valueOfAStep_isABindingAndADependency() {
    PipelineSpec spec =
        Flights.with("rounds: \"${ params.trees }\"", "rounds: \"${steps.ingest.rows}\"")
            .spec()
            .orElseThrow();
    assertThat(spec.step("train").inputs())
        .containsEntry("rounds", new Binding.Data(Json.tree("${steps.ingest.rows}")));
  }

  @Test
  void read_defaults_areWrittenIntoTheSpec() {
    PipelineSpec spec = Flights.read(Flights.YAML).spec().orElseThrow();
    assertThat(spec.step("statistics").inputs())
        .containsEntry("histogram_buckets", new Binding.Data(Json.tree(10)));
  }
}
