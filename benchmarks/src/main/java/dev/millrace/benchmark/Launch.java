package dev.millrace.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts ./millrace as a user does, on a home of its own. */
public record Launch(Bench bench, Path home) {

  /** Runs a command that has to succeed. */
  public ProcessRun good(String... arguments) throws IOException, InterruptedException {
    ProcessRun run = ProcessRun.of(command(arguments), environment(), bench.scratch());
    requireGood(run, arguments);
    return run;
  }

  /** As {@link #good}, with its memory watched. */
  public ProcessRun.Watched watched(String... arguments) throws IOException, InterruptedException {
    ProcessRun.Watched watched =
        ProcessRun.watched(command(arguments), environment(), bench.scratch());
    requireGood(watched.run(), arguments);
    return watched;
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(bench.root().resolve("millrace").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Map<String, String> environment() {
    return Map.of("MILLRACE_HOME", home.toString(), "NO_COLOR", "1");
  }

  private static void requireGood(ProcessRun run, String... arguments) {
    Benchmark.require(
        run.exitCode() == 0,
        "millrace "
            + String.join(" ", arguments)
            + " ended with "
            + run.exitCode()
            + ":\n"
            + run.err());
  }
}
