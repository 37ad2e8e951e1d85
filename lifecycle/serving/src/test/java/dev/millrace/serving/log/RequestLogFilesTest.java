package dev.millrace.serving.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLogFilesTest {

  private static final Instant MONDAY = Instant.parse("2001-03-05T23:59:59.999999Z");
  private static final Instant TUESDAY = Instant.parse("2001-03-06T00:00:00Z");
  private static final Instant EVER = Instant.parse("9999-12-31T23:59:59Z");
  private static final Clock CLOCK = Clock.fixed(TUESDAY, ZoneOffset.UTC);

  @TempDir Path home;
  private final BrokenDisk disk = new BrokenDisk();

  @Test
  void predictions_afterFlush_areReadAsTheyWere() throws IOException {
    Prediction row =
        new Prediction(
            "r\"1-0",
            MONDAY,
            TUESDAY,
            "m",
            3,
            Map.of(
                "text", Json.tree("\uD83D\uDE80\0\n"),
                "none", Json.mapper().nullNode(),
                "flag", Json.tree(true),
                "count", Json.tree(Long.MIN_VALUE),
                "number", Json.tree(0.1)),
            Map.of("late", Json.tree(1e-300)));
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row));
      log.flush();
      assertThat(predictions(log, Instant.EPOCH, EVER)).containsExactly(row);
    }
  }

  @Test
  void readPredictions_ofAWindow_takesItsStartAndNotItsEnd() throws IOException {
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("a", MONDAY), row("b", TUESDAY)));
      log.predictions(List.of(row("c", TUESDAY.plus(Duration.ofDays(7)))));
      log.flush();
      assertThat(ids(log, MONDAY, TUESDAY)).containsExactly("a");
      assertThat(ids(log, TUESDAY, TUESDAY.plus(Duration.ofDays(7)))).containsExactly("b");
      assertThat(ids(log, MONDAY.minusNanos(1), EVER)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void readPredictions_ofAModelNeverServed_findsNothing() throws IOException {
    try (RequestLogFiles log = open()) {
      assertThat(ids(log, Instant.EPOCH, EVER)).isEmpty();
    }
  }

  @Test
  void labels_whenReturned_areThereAfterACrash() throws IOException {
    Label label = new Label("a", MONDAY, TUESDAY, 1);
    RequestLogFiles crashed = open(); // never closed
    crashed.labels("m", List.of(label, new Label("b", TUESDAY, TUESDAY, 0)));
    try (RequestLogFiles log = open()) {
      assertThat(labels(log, TUESDAY)).containsExactly(label);
      assertThat(labels(log, EVER)).hasSize(2);
    }
  }

  @Test
  void labels_onADiskThatDoesNotSync_areNotAcknowledged() throws IOException {
    try (RequestLogFiles log = RequestLogFiles.open(home, CLOCK, disk, 10)) {
      disk.syncFails = true;
      assertThatThrownBy(() -> log.labels("m", List.of(new Label("a", MONDAY, MONDAY, 1))))
          .isInstanceOf(IOException.class);
      disk.syncFails = false;
      log.labels("m", List.of(new Label("b", MONDAY, MONDAY, 1)));
      assertThat(labels(log, EVER)).extracting(Label::prediction).containsExactly("b");
    }
  }

  @Test
  void labels_onAFullDisk_areWholeOrNotThere() throws IOException {
    try (RequestLogFiles log = RequestLogFiles.open(home, CLOCK, disk, 10)) {
      log.labels("m", List.of(new Label("a", MONDAY, MONDAY, 1)));
      disk.full = true;
      assertThatThrownBy(() -> log.labels("m", List.of(new Label("b", MONDAY, MONDAY, 1))))
          .isInstanceOf(IOException.class);
      disk.full = false;
      log.labels("m", List.of(new Label("c", MONDAY, MONDAY, 1)));
      assertThat(labels(log, EVER)).extracting(Label::prediction).containsExactly("a", "c");
    }
  }

  @Test
  void predictions_onAFullDisk_areDroppedCountedAndGoOn() throws IOException {
    try (RequestLogFiles log = RequestLogFiles.open(home, CLOCK, disk, 1_000)) {
      log.predictions(List.of(row("a", MONDAY)));
      log.flush();
      disk.full = true;
      log.predictions(List.of(row("b", MONDAY), row("c", MONDAY)));
      log.flush();
      assertThat(log.dropped()).isEqualTo(2);
      disk.full = false;
      log.predictions(List.of(row("d", MONDAY)));
      log.flush();
      assertThat(ids(log, Instant.EPOCH, EVER)).containsExactly("a", "d");
      assertThat(log.dropped()).isEqualTo(2);
    }
  }

  @Test
  void predictions_beforeASlowDisk_neverWait() throws IOException {
    try (RequestLogFiles log = RequestLogFiles.open(home, CLOCK, disk, 100)) {
      CountDownLatch gate = new CountDownLatch(1);
      disk.gate = gate;
      for (int i = 0; i < 1_000; i++) {
        log.predictions(List.of(row("r" + i, MONDAY)));
      }
      long dropped = log.dropped();
      assertThat(dropped).isBetween(800L, 900L);
      gate.countDown();
      log.flush();
      assertThat(ids(log, Instant.EPOCH, EVER)).hasSize((int) (1_000 - dropped));
    }
  }

  @Test
  void predictions_ofManyCallers_areKeptOnceEach() throws Exception {
    int callers = 8;
    int each = 500;
    try (RequestLogFiles log = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        String prefix = caller + "-";
        done.add(
            threads.submit(
                () ->
                    IntStream.range(0, each)
                        .forEach(i -> log.predictions(List.of(row(prefix + i, MONDAY))))));
      }
      for (Future<?> caller : done) {
        caller.get();
      }
      log.flush();
      assertThat(ids(log, Instant.EPOCH, EVER)).hasSize(callers * each).doesNotHaveDuplicates();
      assertThat(log.dropped()).isZero();
    }
  }

  @Test
  void close_withRowsWaiting_writesThem() throws IOException {
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("a", MONDAY)));
    }
    try (RequestLogFiles log = open()) {
      assertThat(ids(log, Instant.EPOCH, EVER)).containsExactly("a");
    }
  }

  @Test
  void predictions_afterClose_areCountedAsDropped() throws IOException {
    RequestLogFiles log = open();
    log.close();
    log.predictions(List.of(row("a", MONDAY)));
    assertThat(log.dropped()).isEqualTo(1);
  }

  @Test
  void read_lineTornByACrash_isPassedOver() throws IOException {
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("a", MONDAY)));
      log.labels("m", List.of(new Label("a", MONDAY, MONDAY, 1)));
    }
    for (Path segment : segments()) {
      byte[] whole = Files.readAllBytes(segment);
      Files.write(
          segment, java.util.Arrays.copyOf(whole, whole.length / 2), StandardOpenOption.APPEND);
    }
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("b", MONDAY)));
      log.flush();
      assertThat(ids(log, Instant.EPOCH, EVER)).containsExactlyInAnyOrder("a", "b");
      assertThat(labels(log, EVER)).hasSize(1);
    }
  }

  @Test
  void read_lineDamagedInTheMiddle_isAnErrorThatNamesIt() throws IOException {
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("a", MONDAY), row("b", MONDAY)));
    }
    Path segment = segments().getFirst();
    List<String> lines = Files.readAllLines(segment);
    Files.write(segment, List.of(lines.getFirst().substring(1), lines.getLast()));
    try (RequestLogFiles log = open()) {
      assertThatThrownBy(() -> ids(log, Instant.EPOCH, EVER))
          .isInstanceOf(IOException.class)
          .hasMessage(segment + ", line 1 is not a row of the request log");
    }
  }

  @Test
  void open_twiceOnOneHome_keepsTheRowsOfBoth() throws IOException {
    try (RequestLogFiles one = open();
        RequestLogFiles other = open()) {
      one.predictions(List.of(row("a", MONDAY)));
      other.predictions(List.of(row("b", MONDAY)));
      one.flush();
      other.flush();
      assertThat(ids(one, Instant.EPOCH, EVER)).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void predictions_ofMoreDaysThanStayOpen_areAllKept() throws IOException {
    int days = 100;
    try (RequestLogFiles log = open()) {
      for (int round = 0; round < 2; round++) {
        for (int day = 0; day < days; day++) {
          log.predictions(List.of(row(round + "-" + day, MONDAY.plus(Duration.ofDays(day)))));
        }
      }
      log.flush();
      assertThat(ids(log, Instant.EPOCH, EVER)).hasSize(2 * days).doesNotHaveDuplicates();
    }
  }

  @Test
  void files_ofTheLog_areForTheirOwnerAlone() throws IOException {
    try (RequestLogFiles log = open()) {
      log.predictions(List.of(row("a", MONDAY)));
      log.labels("m", List.of(new Label("a", MONDAY, MONDAY, 1)));
    }
    assertThat(segments()).hasSize(2);
    for (Path segment : segments()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("requests/m"))))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../m", "a/b", "%2e%2e", "a\\b", "a\0b", "a#b", "a?b", ""})
  void model_whoseNameIsAPath_isRefused(String name) throws IOException {
    try (RequestLogFiles log = open()) {
      assertThatThrownBy(() -> log.readPredictions(name, MONDAY, TUESDAY, row -> {}))
          .isInstanceOf(UserError.class);
      assertThatThrownBy(() -> log.labels(name, List.of())).isInstanceOf(UserError.class);
      log.predictions(List.of(new Prediction("a", MONDAY, TUESDAY, name, 1, Map.of(), Map.of())));
      log.predictions(List.of(row("b", MONDAY)));
      log.flush();
      assertThat(log.dropped()).isEqualTo(1);
      assertThat(ids(log, Instant.EPOCH, EVER)).containsExactly("b");
    }
  }

  private RequestLogFiles open() {
    return RequestLogFiles.open(home, CLOCK);
  }

  private static Prediction row(String id, Instant eventTime) {
    return new Prediction(
        id, eventTime, TUESDAY, "m", 1, Map.of("x", Json.tree(1)), Map.of("y", Json.tree(0.5)));
  }

  private static List<Prediction> predictions(RequestLogFiles log, Instant from, Instant to)
      throws IOException {
    List<Prediction> rows = new ArrayList<>();
    log.readPredictions("m", from, to, rows::add);
    return rows;
  }

  private static List<String> ids(RequestLogFiles log, Instant from, Instant to)
      throws IOException {
    return predictions(log, from, to).stream().map(Prediction::prediction).toList();
  }

  private static List<Label> labels(RequestLogFiles log, Instant knownBefore) throws IOException {
    List<Label> rows = new ArrayList<>();
    log.readLabels("m", knownBefore, rows::add);
    return rows;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("requests/m"))) {
      return files.sorted().toList();
    }
  }
}
