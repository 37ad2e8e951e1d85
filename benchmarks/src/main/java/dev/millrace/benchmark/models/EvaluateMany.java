package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.util.List;

/** Ten million predictions evaluated whole and in 50 slices, in a process of its own. */
public final class EvaluateMany implements Benchmark {

  private static final int ROWS = 10_000_000;
  private static final int SLICES = 50;
  private static final double GIBIBYTE = 1L << 30;

  @Override
  public String name() {
    return "evaluate-10m";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    ChildJvm.Measured measured =
        new ChildJvm(bench, EvaluateProgram.class, List.of("-Xmx1500m")).measure(ROWS, SLICES);
    return List.of(
        Figure.of("evaluate-10m", measured.get("seconds"), "s")
            .atMost(10)
            .against("%,d rows, all metrics, %d slices".formatted(ROWS, SLICES)),
        Figure.of("evaluate-10m-memory", measured.get("peak_bytes") / GIBIBYTE, "GiB")
            .atMost(2)
            .against("peak of the process, its rows included"));
  }
}
