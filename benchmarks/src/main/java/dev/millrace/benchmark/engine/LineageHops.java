package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where artifacts come from, and what came of them, in a store that has a million. Ten hops are ten
 * edges, from artifact to execution and on to the next artifact; the whole of what is within them
 * is walked. Twice as far, which is ten generations of artifacts, a walk ends at the usual limit.
 */
public final class LineageHops implements Benchmark {

  private static final int HOPS = 10;
  private static final double MOST_MILLIS = 5;

  @Override
  public String name() {
    return "lineage";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path home = bench.folder("home");
    StoredGraph.fill(home);
    bench.say("a store of %,d artifacts is filled".formatted(StoredGraph.ARTIFACTS));
    List<Figure> figures = new ArrayList<>();
    for (int hops : List.of(HOPS, 2 * HOPS)) {
      ChildJvm.Measured walks = new ChildJvm(bench, LineageProgram.class).measure(home, hops);
      for (String direction : List.of("up", "down")) {
        figures.add(figure(hops, direction, walks));
      }
    }
    return figures;
  }

  private static Figure figure(int hops, String direction, ChildJvm.Measured walks) {
    return Figure.of(
            "lineage-%d-%s-p99".formatted(hops, direction),
            walks.get(direction + "_p99"),
            "ms/100 nodes")
        .atMost(MOST_MILLIS)
        .against(
            "%d edges %s, %s nodes, p50 %s ms; of processor time, p99 %s ms"
                .formatted(
                    hops,
                    direction,
                    Figure.number(walks.get(direction + "_nodes")),
                    Figure.number(walks.get(direction + "_p50")),
                    Figure.number(walks.get(direction + "_cpu_p99"))));
  }
}
