package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/**
 * Ends of a process that come from outside it, while it is inside XGBoost, inside DuckDB, or
 * anywhere: how it ends, what is recorded, and that running again goes on from there.
 */
@Isolated("it measures time")
class InterruptionTest {

  private static final int KILLED = 128 + 9;

  /** Well below what the process would wait for work that does not end. */
  private static final Duration PROMPT = Duration.ofMillis(4500);

  /** Would take hours. */
  private static final String ENDLESS =
      "(SELECT count(*) FROM range(10000000) a, range(10000000) b"
          + " WHERE (a.range * b.range + distance) % 7 = 3) AS never";

  @TempDir private Path directory;

  @Test
  void run_interruptedInXgboost_endsAtOnceAndDoesTheRestWhenAskedAgain() throws Exception {
    Trips.upTo("train", directory);
    try (MillraceProcess run =
        MillraceProcess.start(directory, "run", ".", "--set", "rounds=100000")) {
      run.awaitLine("train …");
      run.awaitTrue(() -> logged("train", "trained from nothing"));
      endsPromptly(run);
      assertThat(run.err()).contains("· canceled: train");
    }
    leavesCanceledRun();

    Screen again = new Screen(directory);
    assertThat(again.run("run", ".")).as(again.err()).isZero();
    assertThat(again.err()).contains("= transform").contains("✓ train");
  }

  @Test
  void run_interruptedInDuckDb_endsAtOnceAndDoesTheRestWhenAskedAgain() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    trips.edit("AS late FROM source", "AS late, " + ENDLESS + " FROM source");
    try (MillraceProcess run = MillraceProcess.start(directory, "run", ".")) {
      run.awaitLine("ingest …");
      run.awaitTrue(() -> logged("ingest", "2 spans"));
      endsPromptly(run);
      assertThat(run.err()).contains("· canceled: ingest, statistics, schema");
    }
    leavesCanceledRun();

    trips.edit(", " + ENDLESS, "");
    Screen again = new Screen(directory);
    assertThat(again.run("run", ".")).as(again.err()).isZero();
  }

  /** What it waits for is outside the pipeline: that is all that changes. */
  @Test
  void run_interrupted_goesOnAsItSays() throws Exception {
    Path beside = Files.writeString(directory.resolve("beside.txt"), "forever");
    Notes notes =
        Notes.of(
            """
            name: notes
            steps:
              first: { uses: note, with: { text: alpha, parts: [] } }
              second: { uses: note, with: { beside: beside.txt, parts: ["${steps.first.made}"] } }
            """,
            directory);
    String said;
    try (MillraceProcess run = MillraceProcess.start(directory, "run", ".")) {
      run.awaitLine("second …");
      run.awaitTrue(() -> logged("second", "writing forever"));
      endsPromptly(run);
      said = run.err();
    }
    leavesCanceledRun();
    String run = notes.newest();
    Files.writeString(beside, "no longer");

    Matcher command = Pattern.compile("'millrace (runs resume [0-9a-f]+)' goes on").matcher(said);
    assertThat(command.find()).as(said).isTrue();
    notes.expect(0, command.group(1).split(" ", -1));

    assertThat(notes.newest()).isEqualTo(run);
    assertThat(notes.states(run)).isEqualTo("first succeeded, second succeeded");
  }

  @Test
  void run_killed_isInterruptedAndGoesOnInTheSameRun() throws Exception {
    Trips.upTo("train", directory);
    try (MillraceProcess run =
        MillraceProcess.start(directory, "run", ".", "--set", "rounds=300")) {
      run.awaitLine("train …");
      run.signal("KILL");
      assertThat(run.exitCode()).isEqualTo(KILLED);
    }
    JsonNode killed = newestRun();
    assertThat(killed.get("state").stringValue()).isEqualTo("running");
    assertThat(killed.get("interrupted").booleanValue()).isTrue();

    Screen again = new Screen(directory);
    assertThat(again.run("run", ".", "--set", "rounds=300")).as(again.err()).isZero();
    assertThat(again.err())
        .contains("trips: going on with run")
        .containsPattern("✓ transform +0 ms +done before")
        .contains("✓ train");
    assertThat(newestRun().get("id")).isEqualTo(killed.get("id"));
    assertThat(newestRun().get("state").stringValue()).isEqualTo("succeeded");
  }

  @Test
  void run_twiceAtOnceOnOneHome_bothSucceed() throws Exception {
    Trips.upTo("train", directory);
    try (MillraceProcess one = MillraceProcess.start(directory, "run", ".");
        MillraceProcess other = MillraceProcess.start(directory, "run", ".")) {
      assertThat(one.exitCode()).as(one.err()).isZero();
      assertThat(other.exitCode()).as(other.err()).isZero();
      assertThat(one.out()).containsPattern("^run [0-9a-f]{8} succeeded").isNotEqualTo(other.out());
    }
  }

  private static void endsPromptly(MillraceProcess run) throws Exception {
    long signalled = System.nanoTime();
    int expected = run.interrupt();
    int code = run.exitCode();
    Duration took = Duration.ofNanos(System.nanoTime() - signalled);
    assertThat(code).as(run.err()).isEqualTo(expected);
    assertThat(took).isLessThan(PROMPT);
    assertThat(run.err())
        .containsPattern("(?m)^interrupted; 'millrace runs resume [0-9a-f]{8}' goes on with it$")
        .doesNotContain("\tat ", "error:");
    assertThat(run.out()).isEmpty();
  }

  private void leavesCanceledRun() throws IOException {
    assertThat(newestRun().get("state").stringValue()).isEqualTo("canceled");
    try (var staged = Files.list(directory.resolve(".millrace/staging"))) {
      assertThat(staged).isEmpty();
    }
  }

  private JsonNode newestRun() {
    Screen runs = new Screen(directory);
    assertThat(runs.run("runs", "list", "--json")).isZero();
    return Json.parse(runs.out()).get(0);
  }

  /** True once the step of the only run has written a line that ends so: its work comes next. */
  private boolean logged(String step, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(".millrace/logs"))) {
      Optional<Path> log = files.filter(file -> file.endsWith(step + ".log")).findFirst();
      return log.isPresent() && Files.readString(log.get()).stripTrailing().endsWith(end);
    }
  }
}
