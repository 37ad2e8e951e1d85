package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.store.Workload.Acknowledged;
import dev.millrace.store.faults.Fault;
import dev.millrace.store.faults.Fault.Call;
import dev.millrace.store.faults.Faults;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call to the file system fails in turn. SQLite's own files are not among them: its calls do
 * not come this way.
 */
class FileFaultTest {
  /** Each call in each way it can fail; otherwise each call in one of them. */
  private static final boolean ALL = Boolean.getBoolean("millrace.faults.all");

  private final Clock clock = Clock.systemUTC();
  private final Clock ahead = Clock.offset(clock, Duration.ofHours(1));
  private final Faults faults = new Faults();
  @TempDir Path directory;

  @Test
  void open_newHomeWhileAnyCallFails_canBeOpenedAfterwards() {
    List<Call> calls = callsOf(() -> Home.open(faults.over(directory.resolve("counted"))));
    assertThat(calls).hasSizeGreaterThan(20).contains(Call.MAKE, Call.WRITE, Call.FORCE);
    for (Failure failure : failures(calls, true)) {
      Path root = directory.resolve("home" + failure);
      failure.prepare(faults);
      try {
        Home.open(faults.over(root));
      } catch (UserError expected) {
        assertThat(expected).as(failure.toString()).hasMessageContaining(root.toString());
      }
      faults.clear();
      Home home = Home.open(root);
      assertThat(List.of(home.artifacts(), home.staging(), home.logs(), home.work()))
          .allSatisfy(part -> assertThat(part).isDirectory());
    }
  }

  @Test
  void work_whileAnyCallFails_losesNothingAcknowledgedAndGoesOnAfterwards() throws IOException {
    Path root = directory.resolve("home");
    SqlMetadataStore.open(Home.open(root), clock, ahead).close();
    work(root, new ArrayList<>());
    List<Call> calls = callsOf(() -> work(root, new ArrayList<>()));
    assertThat(calls)
        .hasSizeGreaterThan(150)
        .contains(Call.MOVE, Call.LOCK, Call.DELETE, Call.LIST, Call.CHANGE, Call.READ);

    int failed = 0;
    for (Failure failure : failures(calls, ALL)) {
      List<Acknowledged> acknowledged = new ArrayList<>();
      failure.prepare(faults);
      try {
        work(root, acknowledged);
      } catch (IOException | UncheckedIOException | UserError expected) {
        failed++;
      }
      faults.clear();
      check(root, acknowledged, failure.toString());
    }
    List<Acknowledged> acknowledged = new ArrayList<>();
    work(root, acknowledged);
    check(root, acknowledged, "after all of them");
    assertThat(acknowledged).hasSize(7);
    assertThat(failed).isGreaterThan(calls.size() / 2);
  }

  private void work(Path root, List<Acknowledged> acknowledged) throws IOException {
    Home home = Home.open(faults.over(root));
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, clock, ahead)) {
      Workload workload = new Workload(home, metadata, clock, ahead);
      try {
        workload.run();
      } finally {
        acknowledged.addAll(workload.acknowledged());
      }
    }
  }

  /** Opens the home itself, past the faults. */
  private void check(Path root, List<Acknowledged> acknowledged, String failure)
      throws IOException {
    Home home = Home.open(root);
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, clock, ahead)) {
      WorkloadCheck check = new WorkloadCheck(home, metadata);
      check.acknowledged(acknowledged, failure);
      check.contents(failure);
    }
  }

  private List<Call> callsOf(Work work) {
    faults.clear();
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Call> calls = faults.calls();
    faults.clear();
    return calls;
  }

  private static List<Failure> failures(List<Call> calls, boolean all) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      List<Failure> ofCall = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        if (fault.canHappenTo(calls.get(i))) {
          ofCall.add(new Failure(i + 1, fault, false));
          ofCall.add(new Failure(i + 1, fault, true));
        }
      }
      failures.addAll(all ? ofCall : List.of(ofCall.get(i % ofCall.size())));
    }
    return failures;
  }

  private record Failure(int call, Fault fault, boolean andAllLater) {
    void prepare(Faults faults) {
      if (andAllLater) {
        faults.failFrom(call, fault);
      } else {
        faults.failAt(call, fault);
      }
    }

    @Override
    public String toString() {
      return (andAllLater ? "from-" : "at-") + call + "-" + fault;
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
