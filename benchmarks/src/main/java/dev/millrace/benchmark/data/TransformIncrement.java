package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.store.Home;
import dev.millrace.store.files.PartialFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The analysis of ten shards of three million flights where nine are known, beside that of all ten
 * where none is; both keep what they count.
 */
public final class TransformIncrement implements Benchmark {

  private static final int SHARDS = 10;
  private static final int THREADS = 2;
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "analyze-increment";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightFeatures ten = FlightFeatures.times(bench, SHARDS);
    FlightFeatures nine = ten.first(SHARDS - 1);
    Digest whole =
        ten.analysed(FlightFeatures.more(), new LoneTask(bench.folder("whole"), THREADS));
    double[] full = new double[TIMES];
    double[] added = new double[TIMES];
    for (int i = -2; i < TIMES; i++) { // twice for the compiler
      Path folder = bench.folder("analysis");
      PartialCache known = cache(bench);
      nine.analysed(FlightFeatures.more(), new LoneTask(folder, THREADS, known));
      long start = System.nanoTime();
      Digest grown = ten.analysed(FlightFeatures.more(), new LoneTask(folder, THREADS, known));
      added[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      Benchmark.require(grown.equals(whole), "with the cache the graph is another");
      PartialCache empty = cache(bench);
      start = System.nanoTime();
      ten.analysed(FlightFeatures.more(), new LoneTask(folder, THREADS, empty));
      full[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
    }
    double all = new Samples(full).median();
    return List.of(
        Figure.of("analyze-increment", new Samples(added).median() / all, "of it")
            .atMost(0.125)
            .against("all ten shards: %.3f s".formatted(all)));
  }

  private static PartialCache cache(Bench bench) throws IOException {
    return PartialFiles.open(Home.open(bench.folder("home").resolve("home")), Clock.systemUTC());
  }
}
