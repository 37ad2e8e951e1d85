package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.Samples;
import java.nio.file.Path;

/** Runs batches of steps, and prints how many there were in a second of a middling one. */
final class StepLoadProgram {

  private StepLoadProgram() {}

  /**
   * @param arguments the home, how many batches to run first and not to time, and how many to time
   */
  @SuppressWarnings("SystemOut") // the figure
  public static void main(String[] arguments) throws Exception {
    int warmUps = Integer.parseInt(arguments[1]);
    int timed = Integer.parseInt(arguments[2]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add())) {
      StepLoad load = new StepLoad(home);
      for (int batch = 0; batch < warmUps; batch++) {
        var _ = load.run(batch);
      }
      double[] seconds = new double[timed];
      for (int batch = 0; batch < timed; batch++) {
        seconds[batch] = load.run(warmUps + batch);
      }
      if (timed > 0) {
        System.out.println("steps_per_second " + StepLoad.STEPS / new Samples(seconds).median());
      }
    }
  }
}
