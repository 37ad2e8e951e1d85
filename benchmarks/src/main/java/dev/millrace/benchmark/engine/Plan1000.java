package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.util.List;

/**
 * What a run of 1,000 steps would do: where nothing is known yet, and where the cache is asked for
 * every step and has it.
 */
public final class Plan1000 implements Benchmark {

  private static final int STEPS = 1000;
  private static final double MOST_MILLIS = 50;

  @Override
  public String name() {
    return "plan-1000";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    ChildJvm.Measured millis =
        new ChildJvm(bench, PlanProgram.class).measure(bench.folder("home"), STEPS);
    return List.of(
        Figure.of("plan-1000", millis.get("new_warm"), "ms")
            .atMost(MOST_MILLIS)
            .against("never run; warm, median"),
        Figure.of("plan-1000-first", millis.get("new_first"), "ms")
            .against("the first plan of its process"),
        Figure.of("plan-1000-cached", millis.get("cached_warm"), "ms")
            .atMost(MOST_MILLIS)
            .against("every step in the cache; warm, median"),
        Figure.of("plan-1000-cached-first", millis.get("cached_first"), "ms")
            .against("the first plan after the run"));
  }
}
