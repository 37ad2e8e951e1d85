package dev.millrace.engine.lease;

import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.time.Timer;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Lease;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** This engine's dealings with the leases of runs. */
public final class Leases {

  /** How long a run of a machine that is gone stays unavailable to others. */
  private static final Duration LENGTH = Duration.ofSeconds(30);

  private final MetadataStore store;
  private final Timer timer;
  private final Holder self;

  public Leases(MetadataStore store, Timer timer, Holder self) {
    this.store = store;
    this.timer = timer;
    this.self = self;
  }

  /**
   * Takes the lease of a run; that of a dead process is broken.
   *
   * @throws UserError naming who has it
   */
  public Token take(Id run) {
    Optional<Token> token = store.acquireLease(run, self.toString(), LENGTH);
    if (token.isEmpty() && freeFromTheDead(run)) {
      token = store.acquireLease(run, self.toString(), LENGTH);
    }
    return token.orElseThrow(() -> held(run));
  }

  /** Renews a lease until the keeper is closed. */
  public LeaseKeeper keep(Id run, Token token, LeaseKeeper.Watcher watcher) {
    return new LeaseKeeper(store, timer, new LeaseKeeper.Held(run, token, LENGTH), watcher);
  }

  /** Ends a lease that may have been lost. */
  public void giveBack(Id run, Token token) {
    try {
      store.releaseLease(run, token);
    } catch (LeaseLost lost) {
      return;
    }
  }

  /** Runs that are not at their end and that no living process has; newest first. */
  public List<Run> interrupted(Optional<String> pipeline) {
    return Stream.of(RunState.RUNNING, RunState.PENDING)
        .flatMap(
            state ->
                store.runs(new RunQuery(pipeline, Optional.of(state), Integer.MAX_VALUE)).stream())
        .filter(run -> abandoned(run.id()))
        .toList();
  }

  private boolean abandoned(Id run) {
    return store.lease(run).map(Leases::holderDead).orElse(true);
  }

  private boolean freeFromTheDead(Id run) {
    Optional<Lease> lease = store.lease(run).filter(Leases::holderDead);
    lease.ifPresent(dead -> store.breakLease(run, dead.holder()));
    return lease.isPresent();
  }

  private static boolean holderDead(Lease lease) {
    return Holder.parse(lease.holder()).map(Holder::dead).orElse(false);
  }

  private UserError held(Id run) {
    String who =
        store
            .lease(run)
            .flatMap(lease -> Holder.parse(lease.holder()))
            .map(Holder::words)
            .orElse("another process");
    return UserError.failure("run " + run.brief() + " is being run by " + who)
        .hint("wait for its end, or end that process: the run can then be resumed");
  }
}
