package dev.millrace.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where components run: as many at once as the machine has threads to give, each told its fair
 * share.
 *
 * <p>All else in the engine is blocking code on virtual threads. Components are not: trainers and
 * databases compute for seconds inside native calls, and a virtual thread in a native call holds on
 * to its carrier. There are only as many carriers as cores, so two such tasks would stop every
 * other virtual thread of the process: lease renewals, cancellation, and a model server in the same
 * process. A pool of platform threads leaves that to the operating system.
 */
final class Workbench implements AutoCloseable {

  private final int threads;
  private final Semaphore places;
  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("task-", 0).factory());

  Workbench(int threads) {
    this.threads = threads;
    this.places = new Semaphore(threads, true);
  }

  /**
   * How many threads a working task may keep busy now. A task that has all and gets company keeps
   * them until it asks again; the short overlap costs less than making the other wait would.
   */
  int share() {
    return Math.max(1, threads / Math.max(1, busy.get()));
  }

  /**
   * Waits for a place, works there, and returns or throws what the work does. If the caller is
   * interrupted, so is the work, and its end is still waited for: what it writes to stays in place
   * until then.
   */
  <T> T work(Callable<T> body) throws Exception {
    places.acquire();
    busy.incrementAndGet();
    try {
      Job<T> job = new Job<>(body);
      workers.execute(job);
      return job.outcome();
    } finally {
      busy.decrementAndGet();
      places.release();
    }
  }

  /** Threads of tasks that do not end are left to the end of the process. */
  @Override
  public void close() {
    workers.shutdown();
  }
}
