package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.LineageOrder;
import dev.millrace.core.api.LineageReport;
import dev.millrace.core.error.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace lineage}: what came from what. */
@Command(
    name = "lineage",
    description = "Show what went into something and what came of it, as far as the first data.")
final class LineageCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      paramLabel = "ID",
      description = {
        "A run; an artifact, as RUN/STEP.OUTPUT; a model version, as MODEL@VERSION or MODEL@ALIAS;",
        "what is deployed, as ENVIRONMENT:MODEL; a prediction's id; or any id in full."
      })
  private String id = "";

  @Option(names = "--up", description = "Only what went into it.")
  private boolean up;

  @Option(names = "--down", description = "Only what came of it.")
  private boolean down;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description =
          "So many edges at most; from an artifact to the one it was made from are two. Default: ${DEFAULT-VALUE}.")
  private int depth = 40;

  LineageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (depth < 1) {
      throw UserError.usage("a lineage of " + depth + " edges was asked for")
          .hint("give --depth 1 or more");
    }
    try (App app = session.open(console)) {
      LineageReport report = app.lineage(new LineageOrder(id, up || !down, down || !up, depth));
      session.answer(console, report, () -> new LineagePage(console).print(report));
      return 0;
    }
  }
}
