package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.Schedule;
import dev.millrace.core.run.RunState;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that holds triggers is killed again and again at random moments. */
class KilledTest {

  private static final int KILLS = Integer.getInteger("millrace.crash.trigger.kills", 3);
  private static final int MOST_LINES = 12;
  private static final int LONGEST_MILLIS = 20;

  @TempDir Path home;
  @TempDir Path elsewhere;
  private final long seed = Long.getLong("millrace.crash.seed", System.nanoTime());
  private final String context = "-Dmillrace.crash.seed=" + seed;

  @Test
  void scheduler_killedAtRandomMoments_runsEachFiringOnce() throws Exception {
    say(KILLS + " kills, " + context);
    SetClock clock = new SetClock("2026-01-05T05:30:00Z");
    try (Yard yard = Yard.open(home, clock)) {
      yard.activate(
          Yard.saying(
              "p",
              new Schedule(
                  "0 * * * *", "UTC", TriggerOptions.NONE.catchUp(CatchUp.ALL).atMost(2))));
    }
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(1 + random.nextInt(MOST_LINES), random.nextInt(LONGEST_MILLIS));
    }
    assertThat(child().waitFor()).as(context).isZero();

    try (Yard yard = Yard.open(home, clock)) {
      List<Instant> hours =
          IntStream.range(0, 20)
              .mapToObj(hour -> Instant.parse("2026-01-05T06:00:00Z").plusSeconds(3600L * hour))
              .toList();
      assertThat(yard.runs())
          .as(context)
          .allMatch(run -> run.state() == RunState.SUCCEEDED)
          .extracting(Run::asOf)
          .containsExactlyInAnyOrderElementsOf(hours);
    }
  }

  /** Lets a process say so much, however fast the machine is, and a moment more. */
  private void killAfter(int lines, int millis) throws Exception {
    Process child = child();
    try {
      for (int line = 0; line < lines; line++) {
        child.inputReader().readLine();
      }
      boolean ended = child.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(ended && child.exitValue() != 0).as(context).isFalse();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @SuppressWarnings("SystemOut") // whoever wants to repeat it reads it
  private static void say(String line) {
    System.out.println(line);
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledChild.class.getName(),
            home.toString())
        .redirectError(elsewhere.resolve("stderr").toFile())
        .start();
  }
}
