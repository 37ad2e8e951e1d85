package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Add;
import dev.millrace.benchmark.EngineHome;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Batches of runs that are started at once, of steps that wait for nothing. Every step of every
 * batch adds up to a number of its own, so none is found in the cache.
 */
final class StepLoad {

  static final int RUNS = 100;
  static final int STEPS_OF_A_RUN = 100;
  static final int STEPS = RUNS * STEPS_OF_A_RUN;

  private static final String FROM = "from";

  private final EngineHome home;
  private final PipelineSpec pipeline = pipeline();

  StepLoad(EngineHome home) {
    this.home = home;
  }

  private static PipelineSpec pipeline() {
    Pipeline pipeline = Pipeline.named("load");
    Value<Integer> from = pipeline.param(FROM, Param.integer());
    for (int step = 1; step <= STEPS_OF_A_RUN; step++) {
      pipeline.step("step_" + step, new Add(), new Add.Inputs(from, Value.of(step)));
    }
    return pipeline.spec();
  }

  /**
   * Runs a batch to its end, which makes the numbers that follow those of the batch before.
   *
   * @param number from 0
   * @return how long it took, in seconds
   */
  double run(int number) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> runs = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        String from = Integer.toString((number * RUNS + run) * STEPS_OF_A_RUN);
        runs.add(
            callers.submit(() -> home.run(pipeline, Map.of(FROM, from), RunListener.silent())));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
