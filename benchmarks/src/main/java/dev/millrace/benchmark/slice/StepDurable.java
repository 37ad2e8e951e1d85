package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of 200 steps that do nothing: what it costs that each is on the disk before the next
 * begins. The calls that flush are counted by strace, in a run of its own.
 */
public final class StepDurable implements Benchmark {

  private static final int STEPS = 200;
  private static final int WARM_UP = 1000;

  @Override
  public String name() {
    return "step-durable";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    ChildJvm chain = new ChildJvm(bench, StepChain.class);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(
                "step-durable",
                chain.measure(bench.folder("home"), WARM_UP, STEPS).get("millis"),
                "ms/step")
            .against("a chain of " + STEPS + " no-op steps"));
    if (chain.countsFlushes()) {
      long with = chain.flushes(bench.folder("home"), 0, STEPS);
      long without = chain.flushes(bench.folder("home"), 0, 1);
      figures.add(
          Figure.of("step-durable-fsyncs", (with - without) / (double) (STEPS - 1), "fsyncs/step")
              .atLeast(1)
              .against(
                  "strace -c -f: %d for %d steps, %d for one".formatted(with, STEPS, without)));
    }
    return figures;
  }
}
