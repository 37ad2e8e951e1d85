package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ChildJvm;
import dev.millrace.benchmark.Figure;
import java.nio.file.Path;
import java.util.List;

/**
 * The newest fifty of 100,000 runs, and searches among them: by pipeline, two states and a tag,
 * which few fit, and by a word that two have in their reasons.
 */
public final class RunsList implements Benchmark {

  private static final double MOST_MILLIS = 50;

  @Override
  public String name() {
    return "runs-list";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path home = bench.folder("home");
    StoredRuns.fill(home);
    bench.say("a store of %,d runs is filled".formatted(StoredRuns.RUNS));
    ChildJvm.Measured millis = new ChildJvm(bench, RunsListProgram.class).measure(home);
    return List.of(
        figure("newest", "the newest 50", millis),
        figure("filtered", "by pipeline, states and a tag", millis),
        figure("word", "by a word that two have", millis));
  }

  private static Figure figure(String search, String words, ChildJvm.Measured millis) {
    return Figure.of("runs-list-" + search, millis.get(search + "_p50"), "ms")
        .atMost(MOST_MILLIS)
        .against(words + ", p99 " + Figure.number(millis.get(search + "_p99")) + " ms");
  }
}
