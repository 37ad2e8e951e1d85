package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Holder SELF = Holder.here(Mill.NOW);
  private static final Holder REUSED_PID = new Holder(SELF.host(), SELF.pid(), 1, "x");
  private static final Holder ELSEWHERE = new Holder("elsewhere", 1L << 40, 0, "x");

  @TempDir Path home;
  private Mill mill;
  private Leases leases;
  private Id run;

  @BeforeEach
  void open() {
    mill = Mill.open(home, new Mix());
    leases = new Leases(mill.metadata, SELF);
    run =
        mill.metadata.createRun(mill.newRun(new Steps().mix("a").spec(), Cause.demand("ada"))).id();
  }

  @AfterEach
  void close() {
    mill.close();
  }

  @Test
  void parse_writtenForm_isTheSame() {
    assertThat(Holder.parse(SELF.toString())).contains(SELF);
    assertThat(Holder.parse("somebody")).isEmpty();
  }

  @Test
  void dead_onlyWhereItIsCertain() {
    assertThat(SELF.dead()).isFalse();
    assertThat(Mill.DEAD.dead()).isTrue();
    assertThat(REUSED_PID.dead()).isTrue();
    assertThat(ELSEWHERE.dead()).isFalse();
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
  void keep_leaseTakenByAnother_tellsOnce() throws Exception {
    Token token = mill.metadata.acquireLease(run, SELF.toString(), HOUR).orElseThrow();
    CountDownLatch lost = new CountDownLatch(1);
    try (LeaseKeeper _ =
        new LeaseKeeper(mill.metadata, run, token, Duration.ofMillis(30), lost::countDown)) {
      mill.metadata.breakLease(run, SELF.toString());

      assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
