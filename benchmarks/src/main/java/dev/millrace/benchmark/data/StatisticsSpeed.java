package dev.millrace.benchmark.data;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same statistics as one good DuckDB query, and all that there are, of 5 million rows of 20
 * columns, with two threads each.
 */
public final class StatisticsSpeed implements Benchmark {

  private static final long ROWS = 5_000_000;
  private static final int THREADS = 2;
  private static final int TIMES = 3;

  private interface Work {
    void run() throws Exception;
  }

  /** Seconds by the wall clock and of the processors. */
  private record Took(double wall, double processors) {}

  @Override
  public String name() {
    return "stats";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path folder = bench.folder("stats");
    Path file = Table.write(folder.resolve("table.parquet"), folder, 0, ROWS, "*");
    String query = Table.query(file);
    try (DuckDb database = DuckDb.open(folder.resolve("duckdb"), THREADS)) {
      TableStatistics counter = TableStatistics.with(folder, THREADS);
      List<Shard> shards = List.of(Shard.of(file));
      StatisticsOptions all = StatisticsOptions.PLAIN.withPairs().withLabel("kind");
      DatasetStatistics ours = counter.of(shards, StatisticsOptions.PLAIN);
      List<Object> theirs = database.rows(query, Answers::row).getFirst();
      Answers.compare(ours, theirs);
      List<Took> same = new ArrayList<>();
      List<Took> full = new ArrayList<>();
      List<Took> sql = new ArrayList<>();
      counter.of(shards, all);
      for (int i = 0; i < TIMES; i++) {
        same.add(time(() -> counter.of(shards, StatisticsOptions.PLAIN)));
        sql.add(time(() -> database.rows(query, Answers::row)));
        full.add(time(() -> counter.of(shards, all)));
      }
      return figures(same, full, sql);
    }
  }

  private static List<Figure> figures(List<Took> same, List<Took> full, List<Took> sql) {
    String beside =
        String.format(
            Locale.ROOT, "DuckDB: %.2f s, %.2f s of processors", wall(sql), processors(sql));
    return List.of(
        Figure.of("stats-same", wall(sql) / wall(same), "×").atLeast(2).against(beside),
        Figure.of("stats-same-seconds", wall(same), "s")
            .against(String.format(Locale.ROOT, "%.2f s of processors", processors(same))),
        Figure.of("stats-full", wall(full) / wall(sql), "of it").atMost(1).against(beside),
        Figure.of("stats-full-seconds", wall(full), "s")
            .against(String.format(Locale.ROOT, "%.2f s of processors", processors(full))));
  }

  private static double wall(List<Took> times) {
    return new Samples(times.stream().mapToDouble(Took::wall).toArray()).median();
  }

  private static double processors(List<Took> times) {
    return new Samples(times.stream().mapToDouble(Took::processors).toArray()).median();
  }

  private static Took time(Work work) throws Exception {
    double before = processorSeconds();
    long start = System.nanoTime();
    work.run();
    return new Took((System.nanoTime() - start) / 1e9, processorSeconds() - before);
  }

  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
