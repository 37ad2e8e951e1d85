package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the output goes, and what becomes of it when it cannot go there. */
class OutputTest {

  @TempDir private Path directory;

  @Test
  void standardOutput_onAFullDisk_isAFailure() throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    Process process =
        MillraceProcess.builder(directory, "lint", "--help")
            .redirectOutput(new File("/dev/full"))
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    Complaint.isClear(
        err, "standard output cannot be written: No space left on device", "the command itself");
  }

  @Test
  void standardOutput_closedByItsReader_isNoFailure() throws Exception {
    Process process = MillraceProcess.builder(directory, "lint", "--help").start();
    process.getInputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(err).isEmpty();
  }

  @Test
  void progress_failedRun_namesTheReasonNowhereAndSkippedStepsOnce() {
    assertThat(progress(false))
        .isEqualTo(
            """
            trips: run %s
              ingest …
              ✗ ingest          20 ms  failed
              · skipped: train, evaluate
              failed after 30 ms
            """
                .formatted(RUN.brief()));
  }

  @Test
  void progress_onATerminal_endsWithAnErasedLine() {
    String text = progress(true);
    assertThat(text).contains("▸ ingest 0 ms").endsWith("\r\u001b[K");
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", ""))
        .contains("✗ ingest          20 ms  failed\n");
  }

  @Test
  void progress_ofStepsInsideOthers_keepsItsColumns() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    LiveProgress progress = progress(err, false);
    progress.on(new RunEvent.StepEnded("read", TaskState.CACHED, "done before", Duration.ZERO));
    progress.on(
        new RunEvent.GroupStarted("a_season", "2 rounds", List.of("a_season[0]", "a_season[1]")));
    progress.on(
        new RunEvent.GroupStarted(
            "a_season[0]", "pipeline season", List.of("a_season[0]/pick", "a_season[0]/measure")));
    for (String step : List.of("year", "a_season[0]/measure", "a_season[0]")) {
      progress.on(
          new RunEvent.StepEnded(step, TaskState.SUCCEEDED, "first time", Duration.ofMillis(7)));
    }

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
              = read                   done before
              a_season: 2 rounds
              a_season[0]: pipeline season
              ✓ year                   7 ms  first time
              ✓ a_season[0]/measure    7 ms  first time
              ✓ a_season[0]            7 ms  first time
            """);
  }

  private static final Id RUN = Id.at(Instant.parse("2024-01-15T00:00:00Z"));

  private static String progress(boolean live) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    LiveProgress progress = progress(err, live);
    String why = "no rows\nhint: add some";
    progress.on(new RunEvent.Started(RUN, "trips", false, 3));
    progress.on(new RunEvent.StepStarted("ingest", "first time"));
    progress.on(new RunEvent.StepEnded("ingest", TaskState.FAILED, why, Duration.ofMillis(20)));
    for (String step : new String[] {"train", "evaluate"}) {
      progress.on(
          new RunEvent.StepEnded(step, TaskState.SKIPPED, "step 'ingest' failed", Duration.ZERO));
    }
    progress.on(new RunEvent.Ended(RUN, RunState.FAILED, why, Duration.ofMillis(30)));
    return err.toString(StandardCharsets.UTF_8);
  }

  private static LiveProgress progress(ByteArrayOutputStream err, boolean live) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new LiveProgress(new Console(stream, stream, live, Path.of(""), Map.of()));
  }
}
