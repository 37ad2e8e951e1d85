package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Launch;
import dev.millrace.benchmark.ProcessRun;
import dev.millrace.core.value.Json;
import java.nio.file.Path;
import java.util.List;

/** A newcomer's first two commands: a project made of a CSV file, and its first run. */
public final class InitRun implements Benchmark {

  private static final long ROWS = 50_000;

  @Override
  public String name() {
    return "init-run-50k";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path folder = bench.folder("init-run");
    Path data = folder.resolve("customers.csv");
    Customers.write(data, folder, 0, ROWS);
    Launch launch = new Launch(bench, folder.resolve("home"));
    String project = folder.resolve("churn").toString();
    ProcessRun init =
        launch.good("init", project, "--data", data.toString(), "--label", "churned", "--json");
    Customers.check(init, ROWS);
    ProcessRun run = launch.good("run", project, "--json");
    Benchmark.require(
        Json.parse(run.out()).required("run").required("state").asString().equals("succeeded"),
        run.out());
    return List.of(
        Figure.of("init-run-50k", init.seconds() + run.seconds(), "s")
            .atMost(30)
            .against("init and run, from an empty home, whole processes"),
        Figure.of("init-run-50k-init", init.seconds(), "s").against("init alone"));
  }
}
