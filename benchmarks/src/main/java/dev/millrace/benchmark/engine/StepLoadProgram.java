package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import java.nio.file.Path;

/** Runs batches of steps, and prints how many there were in a second of the last batch. */
final class StepLoadProgram {

  private StepLoadProgram() {}

  /**
   * @param arguments the home, and how many batches to run; only the last is timed
   */
  @SuppressWarnings("SystemOut") // the figure
  public static void main(String[] arguments) throws Exception {
    int batches = Integer.parseInt(arguments[1]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add())) {
      StepLoad load = new StepLoad(home);
      for (int batch = 0; batch < batches; batch++) {
        double seconds = load.run(batch);
        if (batch == batches - 1) {
          System.out.println("steps_per_second " + StepLoad.STEPS / seconds);
        }
      }
    }
  }
}
