package dev.millrace.data.examples;

import dev.millrace.model.Batch;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries batches from a thread that makes them to one that takes them, a few at a time. If the
 * source fails, the taker learns of it at its next call; if the taker stops, the source is
 * interrupted.
 */
final class BatchPipe implements AutoCloseable {

  private static final int WAITING = 3;

  private final BlockingQueue<Optional<Batch>> batches = new ArrayBlockingQueue<>(WAITING);
  private final Thread source;
  private volatile @Nullable Exception failure;

  BatchPipe(BatchSource from) {
    source = Thread.ofPlatform().name("batches").daemon().start(() -> pump(from));
  }

  private void pump(BatchSource from) {
    try {
      try {
        from.read(batch -> batches.put(Optional.of(batch)));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failure = e;
      }
      batches.put(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody takes any more
    }
  }

  /**
   * The next batch; empty after the last. An interrupted taker keeps that status: the exception
   * itself does not come through the database that may lie between it and who waits.
   */
  Optional<Batch> take() throws Exception {
    Optional<Batch> next;
    try {
      next = batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
    if (next.isEmpty()) {
      rethrow();
    }
    return next;
  }

  /** Throws what the source failed with, if it failed. */
  void rethrow() throws Exception {
    Exception failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  /** Returns when the source has ended, also if interrupted: what it reads is closed next. */
  @Override
  public void close() {
    source.interrupt();
    boolean interrupted = false;
    while (source.isAlive()) {
      try {
        source.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
