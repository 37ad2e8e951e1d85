package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;

/**
 * Holds a run's lease: renews it in the background, three times within its length, so that one
 * renewal may fail without harm. Says once if the lease is lost.
 */
final class LeaseKeeper implements AutoCloseable {

  private final MetadataStore store;
  private final Id run;
  private final Token token;
  private final Duration length;
  private final Runnable whenLost;
  private final Thread renewer;

  LeaseKeeper(MetadataStore store, Id run, Token token, Duration length, Runnable whenLost) {
    this.store = store;
    this.run = run;
    this.token = token;
    this.length = length;
    this.whenLost = whenLost;
    this.renewer = Thread.ofVirtual().name("lease of run " + run.brief()).start(this::renew);
  }

  Token token() {
    return token;
  }

  private void renew() {
    try {
      while (true) {
        Thread.sleep(length.dividedBy(3));
        renewOnce();
      }
    } catch (InterruptedException e) {
      return;
    } catch (LeaseLost e) {
      whenLost.run();
    }
  }

  private void renewOnce() {
    try {
      store.renewLease(run, token, length);
    } catch (UserError e) {
      // A disk that is full for a moment: the next renewal decides, and every write of the run
      // presents the token anyhow.
      return;
    }
  }

  /** Stops renewing; the lease itself is released by whoever ends the run. */
  @Override
  public void close() {
    renewer.interrupt();
  }
}
