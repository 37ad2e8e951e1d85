package dev.millrace.engine.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.program.Yard;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the language: it is linted, it runs, and each construct does what it says. */
class EverythingTest {

  private static final Path EVERYTHING =
      Path.of("../../examples/everything").toAbsolutePath().normalize();
  private static final String TOKEN = "correct-horse-battery-staple";

  @TempDir Path place;
  private Yard yard;

  @BeforeEach
  void open() throws IOException {
    Path engine = Yard.fakeEngine(place.resolve("engine"));
    yard =
        Yard.of(
            place,
            EVERYTHING,
            Map.of(
                "MILLRACE_SECRET_ANNOUNCEMENTS",
                TOKEN,
                "MILLRACE_CONTAINER_ENGINE",
                engine.toString()));
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private static Map<String, TaskState> states(Outcome outcome) {
    return outcome.tasks().stream().collect(Collectors.toMap(Task::step, Task::state));
  }

  @Test
  void lint_everything_findsNothing() {
    assertThat(PipelineFile.lint(EVERYTHING, yard.components, Set.of())).isEmpty();
  }

  @Test
  void run_defaults_takesEveryTurn() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    Map<String, TaskState> states = states(outcome);
    assertThat(states)
        .containsEntry("thorough", TaskState.SUCCEEDED)
        .containsEntry("quick", TaskState.SKIPPED)
        .containsEntry("sorry", TaskState.SKIPPED)
        .containsEntry("year[3]", TaskState.SUCCEEDED)
        .containsEntry("season[1]/measure", TaskState.SUCCEEDED)
        .containsEntry("ending/close", TaskState.SUCCEEDED)
        .containsEntry("announce", TaskState.FAILED)
        .containsEntry("thanks", TaskState.SKIPPED)
        .containsEntry("boxed", TaskState.SKIPPED)
        .containsEntry("notify", TaskState.SUCCEEDED)
        .containsEntry("complain", TaskState.SKIPPED);
    // The newest is the one that was recorded last, which of two years at a time either may be.
    assertThat(Yard.value(outcome, "compare", "lines").toString())
        .matches("\\[\"newest 201[2-5]\",\"earlier 2013\",\"earlier 2014\"\\]");
    assertThat(Yard.value(outcome, "season[1]/measure", "mean").doubleValue())
        .isCloseTo(meanOfSummer(), within(0.005));
    assertThat(Files.readString(yard.file(outcome, "ending/close", "framed", "text.txt")))
        .startsWith("the driest year was 2015\n===")
        .contains("2012  wet ");
  }

  private static double meanOfSummer() throws IOException {
    return Files.readAllLines(EVERYTHING.resolve("../rain/data/seattle-weather.csv")).stream()
        .filter(line -> line.matches("\\d{4}-0[678]-.*"))
        .mapToDouble(line -> Double.parseDouble(List.of(line.split(",", -1)).get(2)))
        .average()
        .orElseThrow();
  }

  @Test
  void run_secret_isNowhereToBeFound() throws Exception {
    Outcome outcome = yard.run();

    assertThat(yard.log(outcome, "announce"))
        .anyMatch(line -> line.endsWith("to nowhere, with the token ***"))
        .noneMatch(line -> line.contains(TOKEN));
    assertThat(Yard.task(outcome, "announce").reason())
        .contains("there is nobody at nowhere")
        .doesNotContain(TOKEN);
    yard.close();
    try (var files = Files.walk(place.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(TOKEN);
      }
    }
  }

  @Test
  void run_again_isCachedButForWhatIsNot() throws Exception {
    yard.run();
    Map<String, TaskState> states = states(yard.run());

    assertThat(states)
        .containsEntry("read", TaskState.CACHED)
        .containsEntry("year[0]", TaskState.CACHED)
        .containsEntry("season[0]/pick", TaskState.CACHED)
        .containsEntry("announce", TaskState.FAILED);
  }

  @Test
  void run_otherParameters_takesOtherBranches() throws Exception {
    assertThat(states(yard.run(Map.of("mode", "quick"))))
        .containsEntry("thorough", TaskState.SKIPPED)
        .containsEntry("quick", TaskState.SUCCEEDED);
    assertThat(states(yard.run(Map.of("mode", "quick", "least_rows", "9999"))))
        .containsEntry("quick", TaskState.SKIPPED)
        .containsEntry("sorry", TaskState.SUCCEEDED);
  }

  @Test
  void run_whereThereAreContainers_keepsTheSameContract() throws Exception {
    Outcome outcome = yard.run(Map.of("containers", "true"));

    assertThat(Yard.value(outcome, "boxed", "lines"))
        .isEqualTo(Yard.value(outcome, "opening", "lines"));
  }

  @Test
  void run_gateRefuses_exitStepsRunAndSeeIt() throws Exception {
    Path half = place.resolve("half.csv");
    List<String> lines = Files.readAllLines(EVERYTHING.resolve("../rain/data/seattle-weather.csv"));
    Files.write(half, lines.subList(0, 700));
    Outcome outcome = yard.run(Map.of("source", half.toString()));

    assertThat(outcome.state()).isEqualTo(RunState.REFUSED);
    assertThat(outcome.reason()).contains("year 2013 has 333 days only");
    assertThat(states(outcome))
        .containsEntry("notify", TaskState.SUCCEEDED)
        .containsEntry("complain", TaskState.SUCCEEDED);
    assertThat(yard.log(outcome, "notify"))
        .anyMatch(line -> line.startsWith("refused: ") && line.contains("333 days"));
  }
}
