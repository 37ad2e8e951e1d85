package dev.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes at once, no version and no change of an alias is lost. */
class ManyWritersTest {
  private static final String MODEL = OtherWriter.MODEL;
  private static final int EACH = 12;

  @TempDir Path directory;

  @Test
  void twoProcesses_andThisOne_loseNothing() throws Exception {
    Path home = directory.resolve("home");
    try (Workshop workshop = new Workshop(home)) {
      Process ada = start(home, "ada");
      Process eve = start(home, "eve");
      OtherWriter.write(workshop, "here", EACH);
      assertThat(List.of(ada.waitFor(), eve.waitFor())).containsExactly(0, 0);

      assertThat(workshop.registry.versions(MODEL))
          .extracting(VersionEntry::version)
          .containsExactlyElementsOf(
              IntStream.iterate(3 * EACH, i -> i - 1).limit(3L * EACH).boxed().toList());
      assertThat(reasons(workshop)).isEqualTo(expected("ada", "eve", "here"));
      // Each promoted what it had registered, and nothing else.
      assertThat(workshop.registry.aliasHistory(MODEL))
          .extracting(change -> change.version().orElseThrow())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void threads_promotingAndRollingBackAtOnce_leaveAHistoryInWhichEveryChangeIs() throws Exception {
    try (Workshop workshop = new Workshop(directory.resolve("home"));
        Workshop second = new Workshop(directory.resolve("home"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      OtherWriter.write(workshop, "first", EACH);
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < EACH - 1; i++) {
        ModelRegistry registry = i % 2 == 0 ? workshop.registry : second.registry;
        Change change = Change.by("eve", Workshop.NOON, "back " + i);
        futures.add(
            threads.submit(() -> registry.rollback(MODEL, "champion", change, version -> {}).to()));
      }
      Set<Integer> led = new TreeSet<>();
      for (Future<Integer> future : futures) {
        led.add(future.get());
      }
      assertThat(led).containsExactlyElementsOf(IntStream.range(1, EACH).boxed().toList());
      assertThat(workshop.registry.aliases(MODEL)).containsEntry("champion", 1);
      assertThat(workshop.registry.aliasHistory(MODEL)).hasSize(2 * EACH - 1);
      assertThat(
              workshop
                  .registry
                  .promote(
                      MODEL, "champion", 3, Optional.empty(), Change.by("ada", Workshop.NOON, ""))
                  .version())
          .contains(3);
    }
  }

  private static Set<String> reasons(Workshop workshop) {
    Set<String> reasons = new TreeSet<>();
    workshop.registry.aliasHistory(MODEL).forEach(change -> reasons.add(change.change().reason()));
    return reasons;
  }

  private static Set<String> expected(String... writers) {
    Set<String> reasons = new TreeSet<>();
    for (String writer : writers) {
      IntStream.range(0, EACH).forEach(i -> reasons.add(writer + i));
    }
    return reasons;
  }

  private static Process start(Path home, String prefix) throws Exception {
    String java = String.join(File.separator, System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            OtherWriter.class.getName(),
            home.toString(),
            prefix,
            Integer.toString(EACH))
        .inheritIO()
        .start();
  }
}
