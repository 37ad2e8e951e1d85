package dev.millrace.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts ./millrace as a user does, on a home of its own. */
public record Launch(Bench bench, Path home) {

  /** Runs a command to its end. */
  public ProcessRun run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(bench.root().resolve("millrace").toString());
    command.addAll(List.of(arguments));
    Map<String, String> environment = Map.of("MILLRACE_HOME", home.toString(), "NO_COLOR", "1");
    return ProcessRun.of(command, environment, bench.scratch());
  }

  /** Runs a command that has to succeed. */
  public ProcessRun good(String... arguments) throws IOException, InterruptedException {
    ProcessRun run = run(arguments);
    Benchmark.require(
        run.exitCode() == 0,
        "millrace "
            + String.join(" ", arguments)
            + " ended with "
            + run.exitCode()
            + ":\n"
            + run.err());
    return run;
  }
}
