package dev.millrace.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Id;
import dev.millrace.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLogsTest {
  private static final long CAP = 4096;

  @TempDir Path directory;
  private final Id run = Id.at(Instant.EPOCH);
  private Home home;
  private TaskLogs logs;

  @BeforeEach
  void openHome() {
    home = Home.open(directory.resolve("home"));
    logs = TaskLogs.open(home, CAP);
  }

  @Test
  void read_nothingSaid_isEmpty() throws IOException {
    assertThat(logs.read(run, "train")).isEmpty();
  }

  @Test
  void read_whileStillOpen_seesEachLine() throws IOException {
    try (TaskLog log = logs.append(run, "train")) {
      log.line("one");
      log.line("two\nthree\r\n");
      log.line("é 😀");

      assertThat(logs.read(run, "train")).containsExactly("one", "two", "three", "", "é 😀");
      assertThat(logs.tail(run, "train", 1)).containsExactly("é 😀");
    }
  }

  @Test
  void append_toALogPastItsCap_keepsHeadAndTailAndCountsTheRest() throws IOException {
    List<String> said = IntStream.range(0, 5000).mapToObj(i -> "line " + i).toList();

    // In parts, as by a run that is resumed again and again.
    for (int part = 0; part < 5; part++) {
      try (TaskLog log = logs.append(run, "train")) {
        for (String line : said.subList(part * 1000, part * 1000 + 1000)) {
          log.line(line);
        }
      }
    }

    List<String> kept = logs.read(run, "train");
    int gap = IntStream.range(0, kept.size()).filter(i -> kept.get(i).startsWith("…")).sum();
    List<String> head = kept.subList(0, gap);
    List<String> tail = kept.subList(gap + 1, kept.size());
    assertThat(head).isEqualTo(said.subList(0, head.size())).hasSizeGreaterThan(100);
    assertThat(tail).isEqualTo(said.subList(5000 - tail.size(), 5000)).hasSizeGreaterThan(50);
    assertThat(kept.get(gap)).contains(" " + (5000 - head.size() - tail.size()) + " lines");
    assertThat(bytesOnDisk()).isLessThanOrEqualTo(CAP);
  }

  @Test
  void line_longerThanALineMayBe_isCutAndSaysSo() throws IOException {
    try (TaskLog log = TaskLogs.open(home).append(run, "train")) {
      log.line("x".repeat(16_384 + 5));
    }

    assertThat(TaskLogs.open(home).read(run, "train"))
        .containsExactly("x".repeat(16_384) + " … (5 more characters)");
  }

  @Test
  void append_afterHalfALine_startsANewOne() throws IOException {
    try (TaskLog log = logs.append(run, "train")) {
      log.line("whole");
    }
    Path file = home.logs().resolve(run.hex()).resolve("train.log");
    Files.writeString(file, "half", StandardOpenOption.APPEND);

    try (TaskLog log = logs.append(run, "train")) {
      log.line("next");
    }

    assertThat(logs.read(run, "train")).containsExactly("whole", "half", "next");
  }

  @Test
  void append_afterDyingBetweenTwoSegments_goesOnWithTheTail() throws IOException {
    try (TaskLog log = logs.append(run, "train")) {
      for (int i = 0; i < 1000; i++) {
        log.line("line " + i);
      }
    }
    Path logsOfRun = home.logs().resolve(run.hex());
    Files.move(
        logsOfRun.resolve("train.newer.log"),
        logsOfRun.resolve("train.older.log"),
        StandardCopyOption.REPLACE_EXISTING);

    try (TaskLog log = logs.append(run, "train")) {
      log.line("next");
    }

    assertThat(logs.tail(run, "train", 2)).containsExactly("line 999", "next");
  }

  @Test
  void append_whatIsNoStepId_isRefused() {
    for (String step :
        List.of("", "..", "../x", "a/..", "a\0", "A", "a.log", "a\\b", "é", "a[x]")) {
      assertThatThrownBy(() -> logs.append(run, step))
          .as(step)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(home.logs().resolve(run.hex()))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
