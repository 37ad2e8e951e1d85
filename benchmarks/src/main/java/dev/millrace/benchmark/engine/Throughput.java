package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * 10,000 steps that wait for nothing, in 100 runs that are started at once: how many of them end in
 * a second, each on the disk when the engine says so. Many are written with one fsync, so there are
 * fewer of those than steps; they are counted in a run of their own, which strace slows down.
 */
public final class Throughput implements Benchmark {

  private static final int WARM_UPS = 4;
  private static final int TIMED = 3;
  private static final double LEAST_PER_SECOND = 5000;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    bench.say(
        "%,d steps to warm up, then %d times %,d timed"
            .formatted(WARM_UPS * StepLoad.STEPS, TIMED, StepLoad.STEPS));
    ChildJvm load = new ChildJvm(bench, StepLoadProgram.class);
    Path home = bench.folder("home");
    double perSecond = load.measure(home, WARM_UPS, TIMED).get("steps_per_second");
    StoredSteps.check(home, (long) (WARM_UPS + TIMED) * StepLoad.STEPS);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("throughput", perSecond, "steps/s")
            .atLeast(LEAST_PER_SECOND)
            .against(
                "%d runs of %d steps, median".formatted(StepLoad.RUNS, StepLoad.STEPS_OF_A_RUN)));
    if (load.countsFlushes()) {
      figures.add(flushes(bench, load));
    }
    return figures;
  }

  private static Figure flushes(Bench bench, ChildJvm load) throws Exception {
    Path home = bench.folder("home");
    long with = load.flushes(home, 1, 0);
    StoredSteps.check(home, StepLoad.STEPS);
    long without = load.flushes(bench.folder("home"), 0, 0);
    return Figure.of("throughput-fsyncs", (with - without) / (double) StepLoad.STEPS, "fsyncs/step")
        .against(
            "strace -c -f: %,d for %,d steps, %d for none"
                .formatted(with, StepLoad.STEPS, without));
  }
}
