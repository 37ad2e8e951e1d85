package dev.millrace.engine.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.program.Yard;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in bash and Python, against figures counted here from the same data. */
class RainTest {

  private static final Path RAIN = Path.of("../../examples/rain").toAbsolutePath().normalize();

  @TempDir Path place;
  private Yard yard;

  @BeforeEach
  void open() {
    yard = Yard.of(place, RAIN, Map.of());
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private static double value(Outcome outcome, String name) {
    return Yard.value(outcome, "evaluate", name).doubleValue();
  }

  @Test
  void run_defaults_isBetterThanTomorrowAsToday() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    List<Boolean> wet = wetDays("2015-01-01");
    assertThat(value(outcome, "days")).isEqualTo(wet.size() - 1);
    assertThat(value(outcome, "baseline")).isCloseTo(persistence(wet), within(1e-12));
    List<String> scores =
        Files.readAllLines(yard.file(outcome, "evaluate", "scores", "scores.csv"));
    assertThat(value(outcome, "accuracy"))
        .isCloseTo(accuracy(scores, wet), within(1e-12))
        .isGreaterThan(persistence(wet));
    assertThat(Files.readString(yard.file(outcome, "report", "report", "report.md")))
        .startsWith("# 364 evenings in Seattle\n\n71.7 % of the answers were right.")
        .contains("| 2015-07 | 31 | 2 | ");
    assertThat(yard.metadata.metrics(outcome.run().id()))
        .filteredOn(metric -> metric.key().equals("log_loss") && metric.step().equals("train"))
        .hasSizeGreaterThan(10);
    assertThat(yard.run().tasks()).extracting(Task::state).containsOnly(TaskState.CACHED);
  }

  @Test
  void run_tooLittleToLearnFrom_isRefused() throws Exception {
    Outcome outcome = yard.run(Map.of("evaluate_from", "2012-02-01"));

    assertThat(outcome.state()).isEqualTo(RunState.REFUSED);
    assertThat(outcome.reason()).contains("is not above").contains("'as today'");
  }

  @Test
  void run_badParameter_failsWithTheProgramsWords() throws Exception {
    Outcome outcome = yard.run(Map.of("evaluate_from", "last; rm -rf ~"));

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason())
        .contains("exit code 2")
        .contains("expected a day such as 2015-01-01, found 'last; rm -rf ~'");
  }

  private static List<Boolean> wetDays(String from) throws IOException {
    List<Boolean> wet = new ArrayList<>();
    for (String line : Files.readAllLines(RAIN.resolve("data/seattle-weather.csv"))) {
      List<String> fields = List.of(line.split(",", -1));
      if (fields.getFirst().compareTo(from) >= 0 && !fields.getFirst().equals("date")) {
        wet.add(Double.parseDouble(fields.get(1)) > 0.25);
      }
    }
    return wet;
  }

  private static double persistence(List<Boolean> wet) {
    int same = 0;
    for (int day = 0; day + 1 < wet.size(); day++) {
      same += wet.get(day).equals(wet.get(day + 1)) ? 1 : 0;
    }
    return (double) same / (wet.size() - 1);
  }

  private static double accuracy(List<String> scores, List<Boolean> wet) {
    int right = 0;
    for (int day = 0; day + 1 < wet.size(); day++) {
      double probability = Double.parseDouble(List.of(scores.get(day + 1).split(",", -1)).get(1));
      right += (probability >= 0.5) == wet.get(day + 1) ? 1 : 0;
    }
    return (double) right / (wet.size() - 1);
  }
}
