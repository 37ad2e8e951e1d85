package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Id;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  private static final int ROUNDS = 40;

  @TempDir Path directory;

  @Test
  void acquireLease_byTwoProcesses_givesEachTokenOnceAndToOneHolderAtATime() throws Exception {
    Path home = directory.resolve("home");
    MovableClock clock = new MovableClock(Samples.NOON);
    Id run;
    try (MetadataStore store = SqlMetadataStore.open(Home.open(home), clock, clock)) {
      run = store.createRun(Samples.run("flights")).id();
    }

    List<String> a;
    List<String> b;
    try (ChildJvm one = contender(home, run, "a");
        ChildJvm two = contender(home, run, "b")) {
      assertThat(one.awaitExit()).as(() -> said(one)).isZero();
      assertThat(two.awaitExit()).as(() -> said(two)).isZero();
      a = one.rest();
      b = two.rest();
    }

    assertThat(Stream.concat(a.stream(), b.stream())).allMatch(line -> line.endsWith(" true"));
    assertThat(Stream.concat(a.stream(), b.stream()).map(TwoProcessesTest::token))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 2 * ROUNDS).boxed().toList());
    assertThat(a.stream().map(TwoProcessesTest::token)).isSorted();
    assertThat(b.stream().map(TwoProcessesTest::token)).isSorted();
  }

  @Test
  void open_newHomeByTwoProcessesAtOnce_makesItOnce() throws Exception {
    Path home = directory.resolve("home");
    try (ChildJvm one = new ChildJvm(HomeOpener.class, List.of(), home.toString());
        ChildJvm two = new ChildJvm(HomeOpener.class, List.of(), home.toString())) {
      assertThat(one.awaitExit()).as(() -> said(one)).isZero();
      assertThat(two.awaitExit()).as(() -> said(two)).isZero();
    }
  }

  @Test
  void open_secondTime_doesNotLoadFlyway() throws Exception {
    Path home = directory.resolve("home");
    List<String> log = List.of("-Xlog:class+load");
    try (ChildJvm first = new ChildJvm(HomeOpener.class, log, home.toString())) {
      assertThat(first.awaitExit()).isZero();
      assertThat(first.rest()).anyMatch(line -> line.contains(" org.flywaydb."));
    }
    try (ChildJvm second = new ChildJvm(HomeOpener.class, log, home.toString())) {
      assertThat(second.awaitExit()).isZero();
      assertThat(second.rest())
          .anyMatch(line -> line.contains(" org.sqlite."))
          .noneMatch(line -> line.contains(" org.flywaydb."));
    }
  }

  private static ChildJvm contender(Path home, Id run, String holder) throws Exception {
    return new ChildJvm(
        LeaseContender.class, List.of(), home.toString(), run.hex(), holder, "" + ROUNDS);
  }

  private static Long token(String line) {
    return Long.valueOf(line.substring(0, line.indexOf(' ')));
  }

  private static String said(ChildJvm child) {
    try {
      return String.join("\n", child.rest());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
