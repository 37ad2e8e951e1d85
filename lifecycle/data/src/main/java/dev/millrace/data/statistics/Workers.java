package dev.millrace.data.statistics;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some threads that take numbered tasks in their order until there are none left. If one fails, the
 * others are interrupted and the failure is thrown; if who waits is interrupted, so are all.
 */
public record Workers(int threads) {

  /** Works on one thread at a task after the other. */
  public interface Worker extends AutoCloseable {
    void work(int task) throws Exception;

    @Override
    void close();
  }

  /** Makes a worker, on the thread that it will work on. */
  public interface Source {
    Worker make() throws SQLException, IOException;
  }

  /** One task, which needs nothing but itself. */
  public interface Task {
    void run(int number) throws IOException;
  }

  public void run(int tasks, Task task) throws SQLException, IOException, InterruptedException {
    run(
        tasks,
        () ->
            new Worker() {
              @Override
              public void work(int number) throws IOException {
                task.run(number);
              }

              @Override
              public void close() {
                // There is nothing to close.
              }
            });
  }

  public void run(int tasks, Source source) throws SQLException, IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(pool);
      int workers = Math.min(threads, tasks);
      for (int i = 0; i < workers; i++) {
        running.submit(() -> work(tasks, next, source));
      }
      // As they end: one that fails may be what another waits for.
      for (int i = 0; i < workers; i++) {
        result(running.take());
      }
    } finally {
      pool.shutdownNow();
      pool.close();
    }
  }

  /** What another thread has found, or its own failure, thrown here. */
  public static <T> T result(Future<T> found)
      throws SQLException, IOException, InterruptedException {
    try {
      return found.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException sql -> throw sql;
        case IOException io -> throw io;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static Void work(int tasks, AtomicInteger next, Source source) throws Exception {
    try (Worker worker = source.make()) {
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        worker.work(task);
      }
    } catch (Exception e) {
      next.set(tasks); // The others need not go on.
      throw e;
    }
    return null;
  }
}
