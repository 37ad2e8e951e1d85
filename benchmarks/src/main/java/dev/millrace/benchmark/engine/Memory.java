package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 100,000 steps in one engine: what of the heap is in use, after a collection, every 10,000 of
 * them. Flat is what grows by no more than a tenth, or 5 MiB, from the first of these to the last.
 */
public final class Memory implements Benchmark {

  private static final int BATCHES = 10;
  private static final double MIB = 1 << 20;
  private static final double FLAT_SHARE = 0.1;
  private static final double FLAT_MIB = 5;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path home = bench.folder("home");
    ChildJvm.Measured used = new ChildJvm(bench, MemoryProgram.class).measure(home, BATCHES);
    StoredSteps.check(home, (long) BATCHES * StepLoad.STEPS);
    List<Double> mib =
        IntStream.rangeClosed(1, BATCHES)
            .mapToObj(batch -> used.get("after_" + batch) / MIB)
            .toList();
    bench.say(
        "heap in MiB every %,d steps: ".formatted(StepLoad.STEPS)
            + mib.stream().map(Figure::number).collect(Collectors.joining(" ")));
    double first = mib.getFirst();
    double last = mib.getLast();
    return List.of(
        steps("memory-first", first, 1),
        steps("memory-last", last, BATCHES),
        Figure.of("memory-growth", last - first, "MiB")
            .atMost(Math.max(FLAT_MIB, FLAT_SHARE * first))
            .against("last less first"));
  }

  private static Figure steps(String name, double mib, int batches) {
    return Figure.of(name, mib, "MiB")
        .against("heap after %,d steps".formatted(batches * StepLoad.STEPS));
  }
}
