package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Launch;
import dev.millrace.benchmark.ProcessRun;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.value.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The main example from the command line: from nothing, again with all of it cached, and the start
 * of the program alone.
 */
public final class Flights implements Benchmark {

  private static final int TIMES = 7;
  private static final int STEPS = 11;
  private static final double MEBIBYTE = 1024 * 1024;

  @Override
  public String name() {
    return "flights";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Launch launch = new Launch(bench, bench.folder("home"));
    ProcessRun.Watched watched = launch.watched(flights(launch));
    ProcessRun cold = watched.run();
    Benchmark.require(
        steps(cold, "succeeded") == STEPS, "steps of a first run are not all new:\n" + cold.out());
    double[] cached = new double[TIMES];
    double[] version = new double[TIMES];
    for (int i = -1; i < TIMES; i++) {
      ProcessRun again = launch.good(flights(launch));
      Benchmark.require(steps(again, "cached") == STEPS, "not all was cached:\n" + again.out());
      ProcessRun start = launch.good("--version");
      Benchmark.require(start.out().startsWith("millrace "), "--version said " + start.out());
      if (i >= 0) {
        cached[i] = again.seconds();
        version[i] = start.seconds();
      }
    }
    return List.of(
        Figure.of("flights-cold", cold.seconds(), "s")
            .atMost(20)
            .against("an empty home, whole process"),
        Figure.of("flights-cold-memory", watched.peakBytes() / MEBIBYTE, "MiB")
            .atMost(2048)
            .against("peaks of all processes, added"),
        Figure.of("rerun-cached", new Samples(cached).median(), "s")
            .atMost(1.5)
            .against("median of " + TIMES + ", whole process"),
        Figure.of("cli-version", new Samples(version).median(), "s")
            .atMost(0.3)
            .against("median of " + TIMES + ", whole process"));
  }

  private static String[] flights(Launch launch) {
    String example = launch.bench().root().resolve("examples/flights").toString();
    return new String[] {"run", example, "--as-of", "2001-02-26", "--json"};
  }

  private static long steps(ProcessRun run, String state) {
    JsonNode steps = Json.parse(run.out()).required("steps");
    return StreamSupport.stream(steps.spliterator(), false)
        .filter(step -> step.required("state").asString().equals(state))
        .count();
  }
}
