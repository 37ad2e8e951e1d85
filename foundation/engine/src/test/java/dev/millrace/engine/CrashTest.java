package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.run.RunState;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that runs a pipeline is killed again and again at random moments. The steps keep a
 * journal of their own, of which the store knows nothing.
 */
class CrashTest {

  private static final int KILLS = 8;
  private static final int MOST_LINES = 8;
  private static final int LONGEST_MILLIS = 20;

  @TempDir Path home;
  @TempDir Path elsewhere;

  /** What the store said had ended well when the journal had so many lines. */
  private record Acknowledged(List<String> steps, int journalLines) {}

  @Test
  void run_killedAtRandomMoments_losesNothingAcknowledgedAndRepeatsNothingFinished()
      throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    Random random = new Random(seed);
    Path journal = elsewhere.resolve("journal");
    Files.createFile(journal);
    List<Acknowledged> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(1 + random.nextInt(MOST_LINES), random.nextInt(LONGEST_MILLIS), journal);
      acknowledged.add(acknowledged(journal));
    }
    Process last = child(journal);
    assertThat(last.waitFor()).as("seed %d", seed).isZero();

    List<String> lines = Files.readAllLines(journal);
    for (Acknowledged moment : acknowledged) {
      for (String step : moment.steps()) {
        assertThat(lines.subList(moment.journalLines(), lines.size()))
            .as("seed %d: %s was acknowledged and must not begin again", seed, step)
            .doesNotContain("begin " + step);
      }
    }
    assertThat(acknowledged).as("seed %d", seed).anyMatch(moment -> !moment.steps().isEmpty());
    assertOneWholeRun(seed, lines);
  }

  private void assertOneWholeRun(long seed, List<String> lines) throws Exception {
    try (Mill mill = Mill.open(home, new Mix());
        Mill fresh = Mill.open(elsewhere.resolve("home"), new Mix())) {
      assertThat(mill.metadata.runs(RunQuery.newest(10))).as("seed %d", seed).hasSize(1);
      Outcome outcome =
          mill.engine
              .resume(mill.metadata.runs(RunQuery.newest(1)).getFirst().id(), mill.heard::add)
              .await();
      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(outcome.tasks()).as("seed %d", seed).hasSize(CrashChild.TASKS);
      for (Task task : outcome.tasks()) {
        if (task.execution().isEmpty()) {
          continue;
        }
        assertThat(lines).as("seed %d", seed).contains("end " + task.step());
        mill.artifacts.verify(mill.artifact(task));
      }
      assertThat(mill.texts(outcome)).isEqualTo(fresh.texts(fresh.run(CrashChild.PIPELINE)));
      assertThat(home.resolve("staging")).isEmptyDirectory();
    }
  }

  /** Lets a process get so far in its journal, however fast the machine is, and a moment more. */
  private void killAfter(int lines, int millis, Path journal) throws Exception {
    Process child = child(journal);
    try {
      for (int line = 0; line < lines; line++) {
        child.inputReader().readLine();
      }
      boolean ended = child.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended && child.exitValue() != 0).isFalse();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private Acknowledged acknowledged(Path journal) throws IOException {
    int lines = Files.readAllLines(journal).size();
    try (Mill mill = Mill.open(home, new Mix())) {
      List<String> steps =
          mill.metadata.runs(RunQuery.newest(1)).stream()
              .flatMap(run -> mill.metadata.tasks(run.id()).stream())
              .filter(task -> task.state().endedWell())
              .map(Task::step)
              .toList();
      return new Acknowledged(steps, lines);
    }
  }

  private Process child(Path journal) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            home.toString(),
            journal.toString())
        .redirectError(elsewhere.resolve("stderr").toFile())
        .start();
  }
}
