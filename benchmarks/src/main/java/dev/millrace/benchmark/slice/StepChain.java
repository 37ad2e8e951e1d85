package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Runs a pipeline of steps that do nothing but count, each after the one before, on a home of its
 * own, and prints the milliseconds that a step took.
 */
final class StepChain {

  private StepChain() {}

  /**
   * @param arguments the home, how many steps to run first and not to time, and how many to time
   */
  @SuppressWarnings("SystemOut") // the figure
  public static void main(String[] arguments) throws Exception {
    int warmUp = Integer.parseInt(arguments[1]);
    int timed = Integer.parseInt(arguments[2]);
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]), new Add())) {
      if (warmUp > 0) {
        var _ = millisPerStep(home, 0, warmUp);
      }
      System.out.println("millis " + millisPerStep(home, warmUp, timed));
    }
  }

  /**
   * @param from beyond what was counted before, or the results would be there already
   */
  private static double millisPerStep(EngineHome home, int from, int steps) throws Exception {
    PipelineSpec chain = Add.chain(steps);
    long start = System.nanoTime();
    Outcome outcome = home.run(chain, Map.of(Add.FROM, Integer.toString(from)), _ -> {});
    double millis = (System.nanoTime() - start) / 1e6 / steps;
    Map<String, JsonNode> last = outcome.tasks().getLast().values();
    if (!last.equals(Map.of("sum", Json.tree(from + steps)))) {
      throw new IllegalStateException("counted to " + last + ", not to " + (from + steps));
    }
    return millis;
  }
}
