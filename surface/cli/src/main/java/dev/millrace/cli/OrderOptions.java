package dev.millrace.cli;

import dev.millrace.core.api.RunOrder;
import dev.millrace.core.api.StepChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline, with which parameters, as of when. */
final class OrderOptions {

  @Parameters(paramLabel = "PIPELINE", description = "A pipeline.yaml, or the directory it is in.")
  private Path pipeline = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "PARAM=VALUE",
      description = "A parameter of the pipeline; may be given again for another.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "The run's event time: nothing later is seen. 2001-02-26 or 2001-02-26T06:00:00Z; default: now.")
  private Optional<String> asOf = Optional.empty();

  RunOrder order(Console console, StepChoice steps) {
    return new RunOrder(
        console.workingDirectory().resolve(pipeline),
        set,
        asOf.map(given -> Times.read("--as-of", given)),
        steps);
  }
}
