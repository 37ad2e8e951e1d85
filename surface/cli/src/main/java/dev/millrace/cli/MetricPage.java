package dev.millrace.cli;

import dev.millrace.core.api.MetricReport;
import java.util.Locale;

/** A metric's course in a run, for reading. */
final class MetricPage {

  private final Console console;

  MetricPage(Console console) {
    this.console = console;
  }

  void print(MetricReport report) {
    Table table = new Table("STEP", "INDEX", "VALUE", "RECORDED");
    report
        .points()
        .forEach(
            point ->
                table.row(
                    point.step(),
                    Long.toString(point.index()),
                    String.format(Locale.ROOT, "%.5f", point.value()),
                    point.recordedAt().toString()));
    table.lines().forEach(console::print);
  }
}
