package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * 1,000 steps, each after the one before: what a step costs that makes a small value, and one that
 * publishes a file. Each is on the disk before the next begins.
 */
public final class Chain implements Benchmark {

  private static final int STEPS = 1000;
  private static final int WARM_UPS = 3;
  private static final double MOST_MILLIS = 0.8;
  private static final double MOST_MILLIS_WITH_FILE = 2;

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    bench.say("%,d steps to warm up, then %,d timed".formatted(WARM_UPS * STEPS, STEPS));
    List<Figure> figures = new ArrayList<>();
    figures.addAll(measure(bench, "chain", ChainProgram.Kind.VALUES, MOST_MILLIS));
    figures.addAll(measure(bench, "chain-files", ChainProgram.Kind.FILES, MOST_MILLIS_WITH_FILE));
    return figures;
  }

  private static List<Figure> measure(
      Bench bench, String name, ChainProgram.Kind kind, double mostMillis) throws Exception {
    ChildJvm chain = new ChildJvm(bench, ChainProgram.class);
    ChildJvm.Measured timed = chain.measure(bench.folder("home"), kind, WARM_UPS, STEPS);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(name + "-p50", timed.get("p50"), "ms/step")
            .atMost(mostMillis)
            .against(
                "%,d steps, p99 %s ms; a bare fsync here takes %s ms"
                    .formatted(
                        STEPS,
                        Figure.number(timed.get("p99")),
                        Figure.number(BareFsync.millis(bench.scratch())))));
    if (chain.countsFlushes()) {
      long with = chain.flushes(bench.folder("home"), kind, 0, STEPS);
      long without = chain.flushes(bench.folder("home"), kind, 0, 2);
      figures.add(
          Figure.of(name + "-fsyncs", (with - without) / (double) (STEPS - 2), "fsyncs/step")
              .atLeast(1)
              .against(
                  "strace -c -f: %,d for %,d steps, %d for two".formatted(with, STEPS, without)));
    }
    return figures;
  }
}
