package dev.millrace.engine.bench;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where components run: as many at once as the machine has room for, each told its fair share.
 *
 * <p>All else in the engine is blocking code on virtual threads. Components are not: trainers and
 * databases compute for seconds inside native calls, and a virtual thread in a native call holds on
 * to its carrier. There are only as many carriers as cores, so two such tasks would stop every
 * other virtual thread of the process: lease renewals, cancellation, and a model server in the same
 * process. A pool of platform threads leaves that to the operating system.
 */
public final class Workbench implements AutoCloseable {

  private final Machine machine;
  private final Room room;
  private final Admission admission;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("task-", 0).factory());

  public Workbench(Machine machine) {
    this.machine = machine;
    this.room = new Room(machine);
    this.admission = new Admission(room);
  }

  public Machine machine() {
    return machine;
  }

  /**
   * How many threads a working task may keep busy now. A task that has all and gets company keeps
   * them until it asks again; the short overlap costs less than making the other wait would.
   */
  public int share(Demand demand) {
    return admission.share(demand);
  }

  /**
   * Limits pools for as long as the answer is not closed; of several limits the smallest counts.
   */
  public Limits limit(Map<String, Integer> pools) {
    admission.change(() -> room.limit(pools));
    return () -> admission.change(() -> room.unlimit(pools));
  }

  /** Limits of pools, until they are closed. */
  @FunctionalInterface
  public interface Limits extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for room, works there, and returns or throws what the work does. If the caller is
   * interrupted, so is the work, and its end is still waited for: what it writes to stays in place
   * until then.
   */
  public <T> T work(Demand demand, Callable<T> body) throws Exception {
    admission.enter(demand);
    try {
      Job<T> job = new Job<>(body);
      workers.execute(job);
      return job.outcome();
    } finally {
      admission.leave(demand);
    }
  }

  /** Threads of tasks that do not end are left to the end of the process. */
  @Override
  public void close() {
    workers.shutdown();
  }
}
