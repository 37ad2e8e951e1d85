package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.NewFiles;
import dev.millrace.core.pipeline.TriggerSpec.Schedule;
import dev.millrace.core.run.RunState;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process dies before each single thing that it does with the stores, from taking the watch to
 * giving it back, the making of runs included; another goes on.
 */
class ExactlyOnceTest {

  private static final List<String> KEYS =
      List.of("local/p/hourly/2026-01-05T06:00:00Z", "local/p/new_files/");

  @TempDir Path directory;

  @Test
  void look_diedAnywhere_leavesOneRunForEachFiring() throws Exception {
    Path template = directory.resolve("template");
    SetClock before = new SetClock("2026-01-05T05:30:00Z");
    try (Yard yard = Yard.open(template, before)) {
      yard.activate(
          Yard.saying(
              "p",
              new Schedule(
                  "0 * * * *", "UTC", TriggerOptions.NONE.named("hourly").catchUp(CatchUp.ALL)),
              new NewFiles("*.csv", Duration.ZERO, TriggerOptions.NONE)));
    }
    Path file = Files.createDirectories(template.resolve("p")).resolve("x.csv");
    Files.setLastModifiedTime(
        Files.writeString(file, "x"), FileTime.from(Instant.parse("2026-01-05T05:40:00Z")));
    List<String> causes = new ArrayList<>();
    Death death;
    do {
      Path home = directory.resolve("home" + causes.size());
      copy(template, home);
      death = Death.before(1 + causes.size());
      live(home, death);
      causes.add(death.cause());
      goOn(home, death);
    } while (!death.cause().isEmpty());
    assertThat(causes)
        .contains("takeWatch", "renew", "fire", "createRun", "acquireLease", "settle", "release");
  }

  private static void live(Path home, Death death) throws InterruptedException {
    SetClock clock = new SetClock("2026-01-05T06:00:05Z");
    Yard yard = Yard.mortal(home, clock, death, new Say(_ -> {}));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      yard.look(scheduler);
    } catch (Death.Died died) {
      assertThat(died).hasMessageContaining(death.cause());
    } finally {
      yard.die();
    }
  }

  private static void goOn(Path home, Death death) throws Exception {
    SetClock clock = new SetClock("2026-01-05T06:00:15Z");
    try (Yard yard = Yard.open(home, clock, new Say(_ -> {}))) {
      try (Scheduler scheduler = yard.begin()) {
        yard.look(scheduler);
        yard.look(scheduler);
        assertThat(yard.look(scheduler).acted()).isFalse();
      }
      assertThat(yard.runs())
          .as("died before %s", death.cause())
          .hasSize(KEYS.size())
          .allMatch(run -> run.state() == RunState.SUCCEEDED);
      for (String key : KEYS) {
        assertThat(yard.runs())
            .as("died before %s", death.cause())
            .extracting(ExactlyOnceTest::firing)
            .anyMatch(firing -> firing.startsWith(key));
      }
    }
  }

  private static String firing(Run run) {
    return run.tags().getOrDefault("firing", "");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
