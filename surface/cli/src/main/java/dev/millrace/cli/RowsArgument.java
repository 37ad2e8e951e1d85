package dev.millrace.cli;

import dev.millrace.core.api.StatisticsOrder.Subject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The rows that a command is about. */
final class RowsArgument {

  @Parameters(
      paramLabel = "ROWS",
      arity = "1..*",
      description = {
        "Files, counted as one; or statistics or examples that a run made, as",
        "RUN/STEP.OUTPUT, such as RUN/statistics.statistics."
      })
  private List<String> rows = new ArrayList<>();

  Subject subject(Console console) {
    return RowsNamed.subject(console, rows);
  }
}
