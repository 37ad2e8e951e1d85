package dev.millrace.cli;

import dev.millrace.core.api.ValidationReport;
import dev.millrace.core.api.ValidationReport.Anomaly;
import dev.millrace.core.api.ValidationReport.Comparison;
import java.util.Locale;

/** What validation found, for reading: each anomaly with what to do, then the distances. */
final class AnomaliesInWords {

  private final Console console;

  AnomaliesInWords(Console console) {
    this.console = console;
  }

  void print(ValidationReport report) {
    report.anomalies().forEach(this::anomaly);
    if (!report.comparisons().isEmpty()) {
      comparisons(report);
    }
    console.print(
        Words.count(report.errors())
            + (report.errors() == 1 ? " error, " : " errors, ")
            + Words.count(report.warnings())
            + (report.warnings() == 1 ? " warning" : " warnings"));
    report.page().ifPresent(page -> console.say("the page is " + page));
  }

  private void anomaly(Anomaly anomaly) {
    String level =
        anomaly.error()
            ? console.styled("fg(red)", "error")
            : console.styled("fg(yellow)", "warning");
    console.print(level + " " + anomaly.type() + " " + visible(anomaly.set()));
    console.print("  " + visible(anomaly.reason()));
    if (anomaly.rows() > 0 || anomaly.example().isPresent()) {
      console.print(
          "  "
              + Words.count(anomaly.rows())
              + (anomaly.rows() == 1 ? " row" : " rows")
              + anomaly.example().map(value -> ", such as " + visible(value)).orElse(""));
    }
    console.print("  to do: " + visible(anomaly.remedy()));
    anomaly.proposal().ifPresent(proposal -> console.print("  schema: " + visible(proposal)));
  }

  private void comparisons(ValidationReport report) {
    Table table = new Table("feature", "", "measure", "distance", "limit", "p-value", "");
    for (Comparison comparison : report.comparisons()) {
      table.row(
          visible(comparison.path()),
          comparison.kind(),
          comparison.measure(),
          String.format(Locale.ROOT, "%.4f", comparison.effect()),
          Double.toString(comparison.limit()),
          comparison.pValue() < 1e-16
              ? "< 1e-16"
              : String.format(Locale.ROOT, "%.2g", comparison.pValue()),
          comparison.moved() ? "moved" : "");
    }
    table.lines().forEach(console::print);
  }

  /** What comes from the data must not steer the terminal. */
  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "�");
  }
}
