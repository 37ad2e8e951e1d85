package dev.millrace.engine.bench;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A piece of work that one thread does and another waits for. */
final class Job<T> implements Runnable {

  private final Callable<T> body;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread worker;
  private boolean interrupted;
  private @Nullable T result;
  private @Nullable Throwable failure;

  Job(Callable<T> body) {
    this.body = body;
  }

  @Override
  public void run() {
    begin();
    try {
      result = body.call();
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      end();
      ended.countDown();
    }
  }

  /** Waits for the end, passing interruptions of the caller on to the worker. */
  T outcome() throws Exception {
    boolean waiting = true;
    while (waiting) {
      try {
        ended.await();
        waiting = false;
      } catch (InterruptedException e) {
        interrupt();
      }
    }
    return switch (failure) {
      case null -> Objects.requireNonNull(result, "work must have a result");
      case Exception exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    };
  }

  private synchronized void begin() {
    worker = Thread.currentThread();
    if (interrupted) {
      worker.interrupt();
    }
  }

  /** From here on an interruption would hit whatever the thread does next. */
  private synchronized void end() {
    worker = null;
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    interrupted = true;
    if (worker != null) {
      worker.interrupt();
    }
  }
}
