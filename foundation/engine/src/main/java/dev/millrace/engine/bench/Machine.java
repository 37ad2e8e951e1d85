package dev.millrace.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** What a machine has for tasks to work with. */
public final class Machine {

  private final int threads;
  private final LongSupplier memoryBytes;

  private Machine(int threads, LongSupplier memoryBytes) {
    if (threads < 1) {
      throw new IllegalArgumentException("tasks need at least one thread, not " + threads);
    }
    this.threads = threads;
    this.memoryBytes = memoryBytes;
  }

  /**
   * @param threads how many the tasks may keep busy together
   */
  public static Machine of(int threads, long memoryBytes) {
    return new Machine(threads, () -> memoryBytes);
  }

  /** This one, or as much of it as this process may use. */
  public static Machine here() {
    return new Machine(Runtime.getRuntime().availableProcessors(), Machine::memoryHere);
  }

  public int threads() {
    return threads;
  }

  /** Found out when it is asked for the first time: few pipelines ask, and it takes a while. */
  public long memoryBytes() {
    return memoryBytes.getAsLong();
  }

  private static long memoryHere() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
