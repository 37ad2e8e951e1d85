package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged survives a kill at any moment. */
class CrashTest {
  private static final int KILLS = Integer.getInteger("millrace.crash.store.kills", 4);

  @TempDir Path directory;

  @Test
  @SuppressWarnings("SystemOut") // whoever wants to repeat it reads it
  void acknowledgedWrites_killedAtRandomMoments_areAllThere() throws Exception {
    long seed = Long.getLong("millrace.crash.seed", System.nanoTime());
    String context = "-Dmillrace.crash.seed=" + seed;
    System.out.println(KILLS + " kills, " + context);
    SplittableRandom random = new SplittableRandom(seed);
    Path home = directory.resolve("home");
    List<String> acknowledged = new ArrayList<>();

    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(workUntilKilled(home, random));
      // Opening must not be what mends it: every other time the next writer finds it as it was.
      if (kill % 2 == 0) {
        SqlMetadataStore.open(Home.open(home), Clock.systemUTC(), Clock.systemUTC()).close();
      }
    }

    new OutsideChecker(home, context).check(acknowledged);
    assertThat(acknowledged).as(context).hasSizeGreaterThan(KILLS);
  }

  private static List<String> workUntilKilled(Path home, SplittableRandom random) throws Exception {
    List<String> lines = new ArrayList<>();
    try (ChildJvm child =
        new ChildJvm(
            CrashingWriter.class, List.of(), home.toString(), "" + random.nextLong(1_000_000))) {
      lines.add(child.awaitLine());
      // Not a wait for something to happen, but the random moment of the kill.
      LockSupport.parkNanos(random.nextLong(250_000_000L));
      child.kill();
      lines.addAll(child.rest());
    }
    return lines;
  }
}
