package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.CleaningOrder;
import dev.millrace.core.api.CleaningReport;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace gc}: frees the room of what nobody needs. */
@Command(
    name = "gc",
    description = {
      "Remove the files of artifacts that nobody needs, and say why the rest stays.",
      "What a registered or deployed model came from, what is pinned, and what runs under way use always stays; so do the outputs of the newest runs and of young ones. What is known about what goes stays too."
    })
final class GcCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Option(names = "--dry-run", description = "Only show what would go.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Remove without asking.")
  private boolean yes;

  @Option(
      names = "--keep-runs",
      paramLabel = "K",
      description =
          "Keep the outputs of the newest K runs of each pipeline; default: ${DEFAULT-VALUE}.")
  private int keepRuns = 10;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      description = "Keep what is younger, such as P7D or PT12H; default: ${DEFAULT-VALUE}.")
  private String olderThan = "P30D";

  @Option(
      names = "--leftovers",
      description = "Also remove what crashed runs left, and logs of runs that nothing is kept of.")
  private boolean leftovers;

  GcCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (keepRuns < 0) {
      throw UserError.usage("--keep-runs " + keepRuns + " is not possible")
          .hint("0 keeps none for being new");
    }
    CleaningOrder order =
        new CleaningOrder(keepRuns, Times.duration("--older-than", olderThan), leftovers);
    try (App app = session.open(console)) {
      CleaningReport report =
          dryRun || !agreed(app, order) ? app.planCleaning(order) : app.clean(order);
      session.answer(console, report, () -> print(report));
      return 0;
    }
  }

  /** Asks where somebody can answer; what nobody was asked about is not removed. */
  private boolean agreed(App app, CleaningOrder order) throws IOException {
    if (yes) {
      return true;
    }
    if (!console.live() || session.json()) {
      throw UserError.usage("removing files needs a yes")
          .hint("give --yes, or look first with --dry-run");
    }
    CleaningReport plan = app.planCleaning(order);
    print(plan);
    return nothing(plan) || console.agrees("Remove them?");
  }

  private static boolean nothing(CleaningReport report) {
    return report.contents() == 0 && report.directories() == 0 && report.left() == 0;
  }

  private void print(CleaningReport report) {
    String verb = report.done() ? "removed " : "would remove ";
    if (nothing(report)) {
      console.print("nothing to remove: all that is there is needed");
    } else {
      console.print(
          verb
              + count(report.contents(), "content")
              + (report.directories() == 0
                  ? ""
                  : " and what is left of " + count(report.directories(), "run"))
              + ", "
              + Words.bytes(report.bytes()));
    }
    if (report.left() > 0) {
      console.print(
          count(report.left(), "content")
              + " stayed for now, written a moment ago or needed since; the next gc looks again");
    }
    if (!report.kept().isEmpty()) {
      console.print("");
      Table table = new Table("STAYS FOR", "CONTENTS", "BYTES");
      report
          .kept()
          .forEach(
              kept ->
                  table.row(kept.what(), Words.count(kept.contents()), Words.bytes(kept.bytes())));
      table.lines().forEach(console::print);
    }
  }

  private static String count(long count, String noun) {
    return Words.count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
