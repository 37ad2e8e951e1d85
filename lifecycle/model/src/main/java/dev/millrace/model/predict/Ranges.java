package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Divides the rows of a batch among threads. */
final class Ranges {

  private Ranges() {}

  /** Computes the rows from start (inclusive) to end (exclusive). */
  interface Work {
    void run(int start, int end);
  }

  /** Runs the work over all rows; the calling thread takes the last range. */
  static void run(int rows, int threads, Work work) {
    List<FutureTask<?>> others = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < threads; i++) {
      int from = start;
      int to = (int) ((long) rows * i / threads);
      FutureTask<?> task = new FutureTask<>(() -> work.run(from, to), null);
      Thread.ofPlatform().name("predict-" + i).daemon().start(task);
      others.add(task);
      start = to;
    }
    try {
      work.run(start, rows);
    } finally {
      others.forEach(Ranges::await);
    }
  }

  private static void await(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        break;
      } catch (InterruptedException e) {
        // the rows are being written into arrays of this call, which must not return before
        interrupted = true;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof UserError mistake
            ? mistake
            : new CompletionException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
