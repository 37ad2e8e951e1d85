package dev.millrace.benchmark.data;

import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Counts files with two threads and prints how many rows they have and how long it took. */
final class ScaleRun {

  private ScaleRun() {}

  /**
   * @param arguments a folder for scratch, and the files
   */
  @SuppressWarnings("SystemOut") // what it is started for
  public static void main(String[] arguments) throws Exception {
    List<Shard> shards = Arrays.stream(arguments).skip(1).map(Path::of).map(Shard::of).toList();
    long start = System.nanoTime();
    DatasetStatistics statistics =
        TableStatistics.with(Path.of(arguments[0]), 2).of(shards, StatisticsOptions.PLAIN);
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(statistics.rows());
    out.println(seconds);
  }
}
