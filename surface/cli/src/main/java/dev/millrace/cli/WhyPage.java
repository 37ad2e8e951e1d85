package dev.millrace.cli;

import dev.millrace.core.api.WhyReport;
import java.util.Locale;
import java.util.Optional;

/** Why a step ran or not, for reading. */
final class WhyPage {

  private static final int LONGEST_VALUE = 60;

  private final Console console;

  WhyPage(Console console) {
    this.console = console;
  }

  void print(WhyReport report) {
    Reason reason = Reason.of(report.why());
    console.print(
        console.styled("bold", report.step())
            + " "
            + report.state().name().toLowerCase(Locale.ROOT)
            + (reason.what().isEmpty() ? "" : ": " + reason.what()));
    report
        .nearest()
        .ifPresentOrElse(
            this::nearest,
            () -> console.print("nothing to compare with: no earlier execution is known"));
  }

  private void nearest(WhyReport.Execution nearest) {
    String there =
        "step '%s' of %s run %s, %s"
            .formatted(
                nearest.step(),
                nearest.pipeline(),
                nearest.run().brief(),
                Words.instant(nearest.recordedAt()));
    if (nearest.differences().isEmpty()) {
      console.print("all " + nearest.same() + " parts of what it depends on are as in " + there);
      return;
    }
    console.print("most similar before: " + there);
    console.print(
        "%d of %d parts of what it depends on differ:"
            .formatted(
                nearest.differences().size(), nearest.differences().size() + nearest.same()));
    for (WhyReport.Difference difference : nearest.differences()) {
      console.print("  " + console.styled("bold", difference.part()));
      console.print("    then " + value(difference.there()));
      console.print("    now  " + value(difference.here()));
    }
  }

  private static String value(Optional<String> value) {
    return value.map(text -> Words.clipped(text, LONGEST_VALUE)).orElse("–");
  }
}
