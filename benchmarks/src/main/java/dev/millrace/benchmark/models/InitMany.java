package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Launch;
import dev.millrace.benchmark.ProcessRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project made of a folder of ten million rows. */
public final class InitMany implements Benchmark {

  private static final long ROWS = 10_000_000;
  private static final int FILES = 8;
  private static final double GIBIBYTE = 1L << 30;

  @Override
  public String name() {
    return "init-10m";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path folder = bench.folder("init-many");
    Path data = Files.createDirectory(folder.resolve("customers"));
    for (int file = 0; file < FILES; file++) {
      Customers.write(
          data.resolve("part-" + file + ".parquet"),
          folder,
          ROWS / FILES * file,
          ROWS / FILES * (file + 1));
    }
    Launch launch = new Launch(bench, folder.resolve("home"));
    String project = folder.resolve("churn").toString();
    ProcessRun.Watched init =
        launch.watched("init", project, "--data", data.toString(), "--label", "churned", "--json");
    Customers.check(init.run(), ROWS);
    launch.good("lint", project);
    return List.of(
        Figure.of("init-10m", init.run().seconds(), "s")
            .atMost(10)
            .against("%,d rows in %d files, whole process".formatted(ROWS, FILES)),
        Figure.of("init-10m-memory", init.peakBytes() / GIBIBYTE, "GiB").against("peak"));
  }
}
