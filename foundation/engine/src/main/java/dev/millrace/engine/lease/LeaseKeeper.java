package dev.millrace.engine.lease;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.time.Timer;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;

/**
 * Holds a run's lease: renews it in the background, several times within its length, so that one
 * renewal may fail without harm. It also looks whether somebody, in whatever process, has asked for
 * the run's end.
 */
public final class LeaseKeeper implements AutoCloseable {

  /** How long a request to end a run waits at most until it is seen. */
  static final Duration LOOK = Duration.ofSeconds(1);

  /** How many looks there are to a renewal. */
  private static final int LOOKS = 10;

  private final MetadataStore store;
  private final Timer timer;
  private final Held held;
  private final Watcher watcher;
  private Timer.Alarm next = () -> {};
  private int looks;
  private boolean told;
  private boolean closed;

  /** A lease that somebody has. */
  record Held(Id run, Token token, Duration length) {}

  /** Who wants to know what happens to a run from outside. */
  public interface Watcher {

    /** The run belongs to another process now. */
    void lost();

    /** Somebody wants the run to end; told once. */
    void cancel();
  }

  LeaseKeeper(MetadataStore store, Timer timer, Held held, Watcher watcher) {
    this.store = store;
    this.timer = timer;
    this.held = held;
    this.watcher = watcher;
    again();
  }

  private synchronized void again() {
    if (!closed) {
      next = timer.after(LOOK, this::look);
    }
  }

  private void look() {
    try {
      looks++;
      if (looks % LOOKS == 0) {
        store.renewLease(held.run(), held.token(), held.length());
      }
      if (!told && store.cancelRequested(held.run()).isPresent()) {
        told = true;
        watcher.cancel();
      }
    } catch (LeaseLost e) {
      watcher.lost();
      return;
    } catch (UserError | IllegalStateException e) {
      // A disk that is full for a moment: the next renewal decides, and every write of the run
      // presents the token anyhow. A store that is closed ends the run by itself.
      again();
      return;
    }
    again();
  }

  /** Stops renewing; the lease itself is released by whoever ends the run. */
  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
