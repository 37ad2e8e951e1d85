package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Runs batches of steps, and prints how much of the heap is in use after each. */
final class MemoryProgram {

  private MemoryProgram() {}

  /**
   * @param arguments the home, and how many batches to run
   */
  @SuppressWarnings("SystemOut") // the figures
  public static void main(String[] arguments) throws Exception {
    int batches = Integer.parseInt(arguments[1]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add())) {
      StepLoad load = new StepLoad(home);
      for (int batch = 0; batch < batches; batch++) {
        var _ = load.run(batch);
        System.out.println("after_" + (batch + 1) + " " + usedBytes());
      }
    }
  }

  /** What is left when collecting frees no more: what one frees may let go of something else. */
  private static long usedBytes() {
    long before = Long.MAX_VALUE;
    long used = collected();
    while (used < before) {
      before = used;
      used = collected();
    }
    return before;
  }

  private static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
