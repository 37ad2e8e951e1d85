package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.LeaseLost;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A run that a thread of this process drives. */
final class LiveRun implements RunningRun {

  private final Id id;
  private final boolean resumed;
  private final RunLoop loop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean left;
  private @Nullable Outcome outcome;
  private @Nullable Throwable failure;

  LiveRun(Id id, boolean resumed, RunLoop loop) {
    this.id = id;
    this.resumed = resumed;
    this.loop = loop;
  }

  /** Drives the run to its end. */
  void start(Callable<Outcome> driving) {
    Thread.ofVirtual().name("run " + id.brief()).start(() -> drive(driving));
  }

  private void drive(Callable<Outcome> driving) {
    try {
      outcome = driving.call();
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      ended.countDown();
    }
  }

  @Override
  public Id id() {
    return id;
  }

  @Override
  public boolean resumed() {
    return resumed;
  }

  /** Waits for the end, however it comes, also if interrupted. */
  void awaitEnd() {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Outcome await() throws InterruptedException {
    boolean interrupted = false;
    boolean waiting = true;
    while (waiting) {
      try {
        ended.await();
        waiting = false;
      } catch (InterruptedException e) {
        interrupted = true;
        cancel();
      }
    }
    if (interrupted) {
      throw new InterruptedException("run " + id.brief() + " was canceled");
    }
    if (outcome != null) {
      return outcome;
    }
    throw asThrown();
  }

  private RuntimeException asThrown() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof LeaseLost lost && left) {
      return UserError.failure("run " + id.brief() + " was left before its end")
          .hint("it can go on at once: 'runs resume " + id.brief() + "'")
          .causedBy(lost);
    }
    if (failure instanceof LeaseLost lost) {
      return UserError.failure("another process has taken over run " + id.brief())
          .hint("it goes on there: see how with 'runs show " + id.brief() + "'")
          .causedBy(lost);
    }
    return failure instanceof RuntimeException thrown
        ? thrown
        : new IllegalStateException("run " + id + " broke off", failure);
  }

  RunLoop loop() {
    return loop;
  }

  /** See {@link Engine#leave}: the run is broken off as one that another process has taken. */
  void leave() {
    left = true;
    loop.lost();
  }

  @Override
  public void cancel() {
    loop.cancel();
  }
}
