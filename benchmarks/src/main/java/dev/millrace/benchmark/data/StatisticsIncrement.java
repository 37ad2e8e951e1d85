package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.value.Digest;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import dev.millrace.store.Home;
import dev.millrace.store.files.PartialFiles;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One shard more, where ten are counted already, beside counting all eleven. */
public final class StatisticsIncrement implements Benchmark {

  private static final int SHARDS = 11;
  private static final long ROWS = 500_000;
  private static final int THREADS = 2;
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "stats-increment";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path folder = bench.folder("increment");
    List<Shard> shards = shards(folder);
    StatisticsOptions options = StatisticsOptions.PLAIN.withPairs().withLabel("kind");
    TableStatistics plain = TableStatistics.with(folder, THREADS);
    String whole = plain.of(shards, options).toJson().toString();
    double[] full = new double[TIMES];
    double[] added = new double[TIMES];
    for (int i = -1; i < TIMES; i++) { // once for the compiler
      Home home = Home.open(bench.folder("home").resolve("home"));
      TableStatistics kept =
          TableStatistics.with(folder, THREADS, PartialFiles.open(home, Clock.systemUTC()));
      kept.of(shards.subList(0, SHARDS - 1), options);
      long start = System.nanoTime();
      DatasetStatistics sum = kept.of(shards, options);
      added[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      Benchmark.require(
          sum.toJson().toString().equals(whole), "with the cache the statistics are others");
      start = System.nanoTime();
      plain.of(shards, options);
      full[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
    }
    double all = new Samples(full).median();
    return List.of(
        Figure.of("stats-increment", new Samples(added).median() / all, "of it")
            .atMost(0.125)
            .against("all eleven shards: %.2f s".formatted(all)));
  }

  /** Their digests are known, as they are to who wrote them. */
  private static List<Shard> shards(Path folder) throws Exception {
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < SHARDS; i++) {
      Path file = folder.resolve("part-" + i + ".parquet");
      Table.write(file, folder, i * ROWS, (i + 1) * ROWS, "*");
      try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
        shards.add(new Shard(file, Optional.of(Digest.of(bytes))));
      }
    }
    return shards;
  }
}
