package dev.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunningRun;
import dev.millrace.store.MetadataStore.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that are programs, in runs of a real engine. */
class ProgramTest {

  private static final String COMPONENT =
      """
      name: %s
      inputs:
        text:  { type: Text, optional: true }
        words: { type: list, default: [] }
        least: { type: integer, optional: true }
        name:  { type: string, default: x }
      outputs:
        made:  { type: Text }
        count: { type: integer }
      program: %s.sh
      arguments:
        - "${outputs.made}"
        - "${results}"
        - "${inputs.words}"
        - n=${inputs.name}
        - [--least, "${inputs.least}"]
        - ["${inputs.text}"]
      files: [%s.sh]
      """;

  private static final String PIPELINE =
      """
      name: programs
      params:
        name: { type: string, default: world }
      steps:
        first:  { uses: first, with: { name: "${params.name}", words: [a, "b c"], least: 3 } }
        second: { uses: second, with: { text: "${steps.first.made}", least: "${steps.first.count}" } }
      """;

  private static final String WRITE =
      """
      #!/usr/bin/env bash
      set -eu
      made=$1 results=$2
      printf '%s\\n' "${@:3}" > "$made/arguments.txt"
      """;

  private static final String RESULTS =
      """
      cat > "$results" <<'END'
      { "values": { "count": 7 },
        "metrics": { "lines": 2, "loss": [ { "step": 1, "value": 0.5 }, { "step": 2, "value": 0.25 } ] },
        "properties": { "made": { "rows": 10, "by": ["x"] } } }
      END
      """;

  @TempDir Path place;
  private Yard yard;

  @BeforeEach
  void open() throws IOException {
    yard = Yard.open(place);
    yard.write("pipeline.yaml", PIPELINE);
    for (String name : List.of("first", "second")) {
      yard.write("components/" + name + ".yaml", COMPONENT.formatted(name, name, name));
      program(name, WRITE + RESULTS);
    }
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private void program(String name, String text) throws IOException {
    yard.write("components/" + name + ".sh", text);
  }

  private static TaskState state(Outcome outcome, String step) {
    return Yard.task(outcome, step).state();
  }

  private String arguments(Outcome outcome, String step) throws IOException {
    return Files.readString(yard.file(outcome, step, "made", "arguments.txt"));
  }

  @Test
  void run_goodPrograms_passFilesValuesMetricsAndProperties() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(arguments(outcome, "first")).isEqualTo("[\"a\",\"b c\"]\nn=world\n--least\n3\n");
    assertThat(arguments(outcome, "second"))
        .matches("\\[]\nn=x\n--least\n7\n/.*/artifacts/.*/files\n");
    assertThat(Yard.task(outcome, "first").values()).containsEntry("count", Json.tree(7));
    assertThat(yard.artifact(outcome, "first", "made").properties())
        .isEqualTo(Map.of("rows", Json.tree(10), "by", Json.tree(List.of("x"))));
    assertThat(yard.artifact(outcome, "first", "made").type()).isEqualTo("Text/1");
    assertThat(yard.metadata.metrics(outcome.run().id()))
        .filteredOn(metric -> metric.step().equals("first"))
        .extracting(Metric::key, Metric::index, Metric::value)
        .containsExactly(tuple("lines", 0L, 2.0), tuple("loss", 1L, 0.5), tuple("loss", 2L, 0.25));
    assertThat(place.resolve("home/staging")).isEmptyDirectory();
    assertThat(place.resolve("home/work/programs")).isEmptyDirectory();
  }

  @Test
  void run_valueWithShellCharacters_arrivesAsOneArgument() throws Exception {
    String hostile = "; rm -rf ~ $(touch /tmp/x) `id` \" ' \\ * \n$HOME";
    Outcome outcome = yard.run(Map.of("name", hostile));

    assertThat(arguments(outcome, "first")).contains("\nn=" + hostile + "\n--least");
  }

  @Test
  void run_again_isCachedUntilTheCodeChanges() throws Exception {
    yard.run();
    assertThat(state(yard.run(), "first")).isEqualTo(TaskState.CACHED);

    yard.write("components/first.yaml", "# said better\n" + COMPONENT.replace("%s", "first"));
    assertThat(state(yard.run(), "first")).isEqualTo(TaskState.CACHED);

    program("first", WRITE + RESULTS + "# another program\n");
    Outcome changed = yard.run();
    assertThat(state(changed, "first")).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Yard.task(changed, "first").reason()).contains("code of the component changed");
    assertThat(state(changed, "second")).isEqualTo(TaskState.CACHED);
  }

  @Test
  void run_programThatIsToldTheTime_runsAgainForAnotherTime() throws Exception {
    yard.write(
        "components/first.yaml",
        COMPONENT.replace("%s", "first").replace("n=${", "t=${task.as_of} n=${"));
    Outcome outcome = yard.run();

    assertThat(arguments(outcome, "first")).contains("t=2016-02-29T00:00:00Z n=world");
    assertThat(state(yard.run(), "first")).isEqualTo(TaskState.CACHED);
    Outcome later =
        yard.engine.run(yard.request(Map.of()).asOf(Yard.NOW.plusSeconds(1)), yard.heard::add);
    assertThat(state(later, "first")).isEqualTo(TaskState.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exit 3                                   | ended with exit code 3, and said nothing
          echo bad luck >&2; exit 1                | ended with exit code 1; it said at last:\\n  bad luck
          kill -9 $$                               | ended with exit code 137 (as if by the signal KILL)
          rm "$made"/*                             | wrote nothing into its output 'made'
          rm -r "$made"                            | wrote nothing into its output 'made'
          ln -s /etc/passwd "$made/link"           | 'link' in its directory is a symbolic link
          rm "$results"                            | (results.json) do not fit: values.count: expected an integer, found nothing
          echo '{"values":{"count":"7"}}' >$results | values.count: expected an integer, found text '7'
          echo '{"values":{"count":7,"coumt":1}}' >$results | unknown key 'values.coumt', did you mean 'count'?
          echo '{"value":{"count":7}}' >$results   | unknown key 'value', did you mean 'values'?
          echo '{"values":{"count":7}' >$results   | it is not valid JSON
          echo '[]' >$results                      | expected a map, found a list
          echo '{"values":[7]}' >$results          | values: expected a map, found a list
          echo '{"values":{"count":7},"metrics":{"m":"x"}}' >$results | metrics.m: expected a number, or a list
          echo '{"values":{"count":7},"metrics":{"m":[{"step":1}]}}' >$results | metrics.m[0]: the key 'value' is missing
          echo '{"values":{"count":7},"metrics":{"m":NaN}}' >$results | it is not valid JSON
          echo '{"values":{"count":7},"properties":{"mad":{}}}' >$results | unknown key 'properties.mad', did you mean 'made'?
          ln -sf /etc/hostname "$results"          | it is no plain file
          rm "$results"; mkfifo "$results"         | it is no plain file
          head -c 20000000 /dev/zero >"$results"   | it is larger than
          printf '\\xff' >"$results"               | it is not UTF-8
          """)
  void run_programThatBreaksTheContract_failsAndSaysHow(String breach, String message)
      throws Exception {
    program("first", WRITE + RESULTS + breach.replace("\\\\", "\\") + "\n");

    Outcome outcome = yard.run();

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(Yard.task(outcome, "first").reason()).contains(message.replace("\\n", "\n"));
    assertThat(yard.log(outcome, "first").toString()).doesNotContain("Exception");
    assertThat(place.resolve("home/staging")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chmod u+w "$text"/*; echo more >> "$text/arguments.txt" | arguments.txt
          mv "$text/arguments.txt" "$text/other.txt"            | .txt
          echo new > "$text/new.txt"                            | new.txt
          rm -f "$text/arguments.txt"                           | arguments.txt
          """)
  void run_programThatChangesItsInputs_fails(String change, String file) throws Exception {
    program("second", WRITE + RESULTS + "text=${@: -1}\n" + change + "\n");

    Outcome outcome = yard.run();

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(Yard.task(outcome, "second").reason())
        .contains("has changed its input 'text': ")
        .contains(file);
    program("second", WRITE + RESULTS);
    Outcome mended = yard.run();
    assertThat(mended.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(Yard.task(mended, "first").reason()).startsWith("made again: ");
  }

  @Test
  void run_gate_refuses() throws Exception {
    program("first", WRITE + "echo '{\"refused\":\"too few words: 3\"}' > \"$results\"\n");

    Outcome outcome = yard.run();

    assertThat(outcome.state()).isEqualTo(RunState.REFUSED);
    assertThat(Yard.task(outcome, "first").reason()).isEqualTo("too few words: 3");
  }

  @Test
  void run_whatItSays_isInTheLogAndProgressIsTold() throws Exception {
    program("first", WRITE + RESULTS + "echo out; echo err >&2; echo '::progress 0.5 half of it'");

    Outcome outcome = yard.run();

    assertThat(yard.log(outcome, "first")).containsExactly("out", "err");
    assertThat(yard.heard).contains(new RunEvent.StepProgress("first", 0.5, "half of it"));
  }

  @Test
  void run_placeOfWork_isOwnersAloneAndHasTheCode() throws Exception {
    program(
        "first",
        WRITE
            + RESULTS
            + """
              stat -c '%a %n' . .. "$TMPDIR" first.sh "$made" > "$made/modes.txt"
              env | sed 's/=.*//' | sort > "$made/names.txt"
              """);

    Outcome outcome = yard.run();

    assertThat(Files.readAllLines(yard.file(outcome, "first", "made", "modes.txt")))
        .hasSize(5)
        .allMatch(line -> line.startsWith("700 "));
    assertThat(Files.readAllLines(yard.file(outcome, "first", "made", "names.txt")))
        .contains("HOME", "LANG", "MILLRACE_TASK", "PATH", "TMPDIR")
        .isSubsetOf("HOME", "LANG", "MILLRACE_TASK", "PATH", "TMPDIR", "PWD", "SHLVL", "_");
  }

  @Test
  void cancel_running_endsTheProgram() throws Exception {
    program(
        "first",
        "#!/usr/bin/env bash\necho $$ > %s\necho ::progress 0.1\nread < <(sleep 1000)\n"
            .formatted(place.resolve("pid")));
    CountDownLatch begun = new CountDownLatch(1);
    RunningRun run =
        yard.engine.start(
            yard.request(Map.of()),
            event -> {
              if (event instanceof RunEvent.StepProgress) {
                begun.countDown();
              }
            });
    begun.await();
    yard.engine.cancel(run.id());

    assertThat(run.await().state()).isEqualTo(RunState.CANCELED);
    yard.engine.close();
    long pid = Long.parseLong(Files.readString(place.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
