package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.ProcessRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many rows of ten columns, in a process of its own: its memory, and how its time grows from a
 * million rows on. How many rows at the end is for {@code MILLRACE_SCALE_ROWS} to say.
 */
public final class StatisticsScale implements Benchmark {

  private static final long FIRST = 1_000_000;
  private static final long LAST = 16_000_000;
  private static final long SHARD = 10_000_000;
  private static final String COLUMNS =
      "uniform, normal, share, magnitude, price, hour, delay, account, city, customer";

  @Override
  public String name() {
    return "stats-scale";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    long most =
        Optional.ofNullable(System.getenv("MILLRACE_SCALE_ROWS")).map(Long::valueOf).orElse(LAST);
    Path folder = bench.folder("scale");
    List<Path> files = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    long bytes = 0;
    long rows = 0;
    for (long next = FIRST;
        next <= most;
        next = next < most ? Math.min(most, 4 * next) : most + 1) {
      for (; rows < next; rows = Math.min(next, rows + SHARD)) {
        Path file = folder.resolve("part-" + files.size() + ".parquet");
        files.add(Table.write(file, folder, rows, Math.min(next, rows + SHARD), COLUMNS));
      }
      ProcessRun.Watched watched =
          ProcessRun.watched(command(folder, files), Map.of(), bench.scratch());
      ProcessRun run = watched.run();
      Benchmark.require(run.exitCode() == 0, "it ended with " + run.exitCode() + ": " + run.err());
      List<String> told = run.out().lines().toList();
      Benchmark.require(Long.parseLong(told.getFirst()) == rows, told + " rows, not " + rows);
      bench.say(
          rows + " rows: " + told.getLast() + " s, " + watched.peakBytes() / (1 << 20) + " MiB");
      points.add(
          new double[] {Math.log((double) rows), Math.log(Double.parseDouble(told.getLast()))});
      bytes = watched.peakBytes();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    return List.of(
        Figure.of("stats-scale", Math.exp(points.getLast()[1]), "s").against(rows + " rows"),
        Figure.of("stats-scale-memory", bytes / (double) (1L << 30), "GiB").atMost(2),
        Figure.of("stats-scale-exponent", slope(points), "")
            .atMost(1.1)
            .against("time ~ rows^exponent, from 1 million"));
  }

  private static List<String> command(Path work, List<Path> files) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ScaleRun.class.getName(), work.toString()));
    files.forEach(file -> command.add(file.toString()));
    return command;
  }

  /** Of the line of least squares. */
  private static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double y = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double together = 0;
    double spread = 0;
    for (double[] point : points) {
      together += (point[0] - x) * (point[1] - y);
      spread += (point[0] - x) * (point[0] - x);
    }
    return spread == 0 ? 1 : together / spread;
  }
}
