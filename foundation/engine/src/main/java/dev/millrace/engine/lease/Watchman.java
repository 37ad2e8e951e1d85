package dev.millrace.engine.lease;

import dev.millrace.core.error.UserError;
import dev.millrace.store.TriggerStore;
import dev.millrace.store.TriggerStore.Watch;
import java.time.Duration;
import java.util.Optional;

/**
 * Has the watch over an environment's triggers: no other process has, and what it writes is refused
 * once one does. Whoever has it renews it whenever there is something to do, and at least every
 * {@link #PACE}.
 */
public final class Watchman implements AutoCloseable {

  /** How long an environment of a machine that is gone stays unwatched. */
  private static final Duration LENGTH = Duration.ofMinutes(1);

  /** So that one renewal may fail without harm. */
  public static final Duration PACE = LENGTH.dividedBy(3);

  private final TriggerStore store;
  private final Watch watch;

  private Watchman(TriggerStore store, Watch watch) {
    this.store = store;
    this.watch = watch;
  }

  /**
   * Takes the watch; that of a dead process is broken.
   *
   * @throws UserError naming who has it
   */
  public static Watchman take(TriggerStore store, String environment, Holder self) {
    Optional<Watch> watch = store.takeWatch(environment, self.toString(), LENGTH);
    if (watch.isEmpty()) {
      store
          .watchman(environment)
          .filter(holder -> Holder.parse(holder).filter(Holder::dead).isPresent())
          .ifPresent(dead -> store.breakWatch(environment, dead));
      watch = store.takeWatch(environment, self.toString(), LENGTH);
    }
    return new Watchman(store, watch.orElseThrow(() -> taken(store, environment)));
  }

  /** Who has the watch over an environment and is not known to be dead, for people. */
  public static Optional<String> of(TriggerStore store, String environment) {
    return store
        .watchman(environment)
        .flatMap(Holder::parse)
        .filter(holder -> !holder.dead())
        .map(Holder::words);
  }

  public Watch watch() {
    return watch;
  }

  /**
   * Keeps the watch for another while.
   *
   * @throws TriggerStore.WatchLost if another has it
   */
  public void renew() {
    store.renew(watch, LENGTH);
  }

  @Override
  public void close() {
    store.release(watch);
  }

  private static UserError taken(TriggerStore store, String environment) {
    String who = of(store, environment).orElse("another process");
    return UserError.failure(
            "the triggers of environment '" + environment + "' are looked after by " + who)
        .hint("end that process, or look after another environment with --environment");
  }
}
