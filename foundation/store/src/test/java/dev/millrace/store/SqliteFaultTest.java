package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.core.error.UserError;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite's own files fail, which are read and written by native code: a database that may not grow;
 * files that may not, so that writes are cut short; and system calls that fail, where strace is
 * there to make them.
 */
class SqliteFaultTest {
  private static final boolean ALL = Boolean.getBoolean("millrace.faults.all");

  private final Clock clock = Clock.systemUTC();
  private final Clock ahead = Clock.offset(clock, Duration.ofHours(1));
  @TempDir Path directory;

  /** With no page more, with one, two …: each new page is in turn the one there is no room for. */
  @Test
  void work_databaseFullAtAnyPage_losesNothingAcknowledgedAndGoesOnWithRoom() throws IOException {
    Home home = Home.open(directory.resolve("home"));
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, clock, ahead)) {
      WorkloadCheck check = new WorkloadCheck(home, metadata);
      int failed = 0;
      for (int more = 0; more < 12; more++) {
        long pages = pragma(metadata, "page_count");
        pragma(metadata, "max_page_count = " + (pages + more));
        Workload workload = new Workload(home, metadata, clock, ahead);
        try {
          for (int i = 0; i < 20; i++) {
            workload.run();
          }
        } catch (UserError full) {
          assertThat(full).hasMessageContaining("no space");
          failed++;
        }
        pragma(metadata, "max_page_count = " + (pages + 10_000));
        check.acknowledged(workload.acknowledged(), more + " pages more");
        new Workload(home, metadata, clock, ahead).run();
      }
      check.contents("in the end");
      assertThat(failed).isGreaterThan(5);
    }
  }

  /** The size of files is limited for a process: the write that goes beyond is cut short. */
  @Test
  void work_filesMayNotGrow_losesNothingAcknowledged() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < (ALL ? 20 : 2); i++) {
      Path home = directory.resolve("home" + i);
      // Not less than the native library, which each process unpacks.
      int kilobytes = 2000 + random.nextInt(1500);
      List<String> limited =
          List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "limited");

      List<String> said = untilItFails(limited, home);

      assertThat(said).as("%d KiB", kilobytes).isNotEmpty();
      new OutsideChecker(home, kilobytes + " KiB").check(said);
      SqlMetadataStore.open(Home.open(home), clock, clock).close();
    }
  }

  @Test
  void work_anySystemCallFails_losesNothingAcknowledged() throws Exception {
    assumeTrue(Strace.works(), "strace is not here, or may not trace");
    SplittableRandom random = new SplittableRandom(2);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < (ALL ? 30 : 1); i++) {
      int number = 20 + random.nextInt(200);
      failures.add("fdatasync,fsync:error=EIO:when=" + number);
      failures.add("pwrite64:error=ENOSPC:when=" + number);
    }
    for (String failure : failures) {
      Path home = directory.resolve("home" + failure.hashCode());
      SqlMetadataStore.open(Home.open(home), clock, clock).close();
      List<String> traced =
          Strace.command(
              Path.of("/dev/null"),
              "-e",
              "trace=" + failure.substring(0, failure.indexOf(':')),
              "-e",
              "inject=" + failure);

      List<String> said = untilItFails(traced, home);

      new OutsideChecker(home, failure).check(said);
      SqlMetadataStore.open(Home.open(home), clock, clock).close();
    }
  }

  /** What the writer said was acknowledged. */
  private static List<String> untilItFails(List<String> before, Path home) throws Exception {
    try (ChildJvm child =
        new ChildJvm(
            before, CrashingWriter.class, List.of("-XX:-UsePerfData"), home.toString(), "7")) {
      child.awaitExit();
      List<String> lines = child.rest();
      assertThat(lines).anyMatch(line -> line.startsWith("failed: " + UserError.class.getName()));
      return lines.stream()
          .filter(line -> line.matches("(created|running|completed) [0-9a-f ]+"))
          .toList();
    }
  }

  private static long pragma(SqlMetadataStore metadata, String setting) {
    String column = setting.replaceFirst(" .*", "");
    return metadata
        .database()
        .write(sql -> sql.first("PRAGMA " + setting, row -> row.number(column)).orElseThrow());
  }
}
