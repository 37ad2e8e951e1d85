package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.lease.Holder;
import dev.millrace.engine.lease.LeaseKeeper;
import dev.millrace.engine.lease.Leases;
import dev.millrace.store.MetadataStore.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Holder SELF = Holder.here(Mill.NOW);
  private static final Holder ELSEWHERE = new Holder("elsewhere", 1L << 40, 0, "x");

  @TempDir Path home;
  private final ManualTimer timer = new ManualTimer();
  private Mill mill;
  private Leases leases;
  private Id run;

  @BeforeEach
  void open() {
    mill = Mill.open(home, new Mix());
    leases = new Leases(mill.metadata, timer, SELF);
    run =
        mill.metadata.createRun(mill.newRun(new Steps().mix("a").spec(), Cause.demand("ada"))).id();
  }

  @AfterEach
  void close() {
    mill.close();
  }

  @Test
  void take_leaseOfDeadProcess_isTaken() {
    mill.metadata.acquireLease(run, Mill.DEAD.toString(), HOUR);
    assertThat(leases.interrupted(Optional.empty())).hasSize(1);

    leases.take(run);

    assertThat(mill.metadata.lease(run).orElseThrow().holder()).isEqualTo(SELF.toString());
    assertThat(leases.interrupted(Optional.empty())).isEmpty();
  }

  @Test
  void take_leaseOfAnotherMachine_isRefused() {
    mill.metadata.acquireLease(run, ELSEWHERE.toString(), HOUR);

    assertThatThrownBy(() -> leases.take(run))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("process 1099511627776 on elsewhere");
    assertThat(leases.interrupted(Optional.empty())).isEmpty();
  }

  @Test
  void keep_leaseTakenByAnother_tellsOnce() {
    Token token = leases.take(run);
    Heard heard = new Heard();
    try (LeaseKeeper _ = leases.keep(run, token, heard)) {
      mill.metadata.breakLease(run, SELF.toString());
      timer.advance(HOUR);
    }
    assertThat(heard.words).containsExactly("lost");
  }

  @Test
  void keep_lease_isRenewedWellBeforeItEnds() {
    Token token = leases.take(run);
    Instant before = mill.metadata.lease(run).orElseThrow().expires();
    try (LeaseKeeper _ = leases.keep(run, token, new Heard())) {
      timer.advance(Duration.ofSeconds(10));
    }
    assertThat(mill.metadata.lease(run).orElseThrow().expires()).isAfter(before);
  }

  @Test
  void keep_cancelAskedForElsewhere_tellsOnceWithinASecond() {
    Token token = leases.take(run);
    Heard heard = new Heard();
    try (LeaseKeeper _ = leases.keep(run, token, heard)) {
      mill.metadata.requestCancel(run, "bob");
      timer.advance(Duration.ofSeconds(1));
      assertThat(heard.words).containsExactly("cancel");
      timer.advance(Duration.ofSeconds(5));
    }
    assertThat(heard.words).containsExactly("cancel");
  }

  @Test
  void close_keeper_looksNoMore() {
    Token token = leases.take(run);
    Heard heard = new Heard();
    leases.keep(run, token, heard).close();
    mill.metadata.requestCancel(run, "bob");
    timer.advance(HOUR);

    assertThat(heard.words).isEmpty();
  }

  private static final class Heard implements LeaseKeeper.Watcher {
    private final List<String> words = new ArrayList<>();

    @Override
    public void lost() {
      words.add("lost");
    }

    @Override
    public void cancel() {
      words.add("cancel");
    }
  }
}
