package dev.millrace.cli;

import dev.millrace.core.api.TriggerReport;
import dev.millrace.core.value.Id;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Active triggers, for reading. */
final class TriggersPage {

  private final Console console;

  TriggersPage(Console console) {
    this.console = console;
  }

  void print(List<TriggerReport> reports) {
    if (reports.isEmpty()) {
      console.say("no triggers are active; 'millrace triggers activate PIPELINE' activates some");
    }
    for (TriggerReport report : reports) {
      print(report);
    }
  }

  private void print(TriggerReport report) {
    console.print(
        console.styled("bold", report.pipeline())
            + " in environment '"
            + report.environment()
            + "', activated "
            + Words.instant(report.activated())
            + " UTC by "
            + report.actor());
    console.print("  " + report.file());
    report.params().forEach((name, value) -> console.print("  param " + name + " = " + value));
    if (report.changed()) {
      console.print("  the file has changed since; activate it again to take that up");
    }
    if (report.watchedBy().isEmpty()) {
      console.print(
          "  nobody looks at them: start 'millrace up --environment " + report.environment() + "'");
    }
    Table table = new Table("TRIGGER", "WAITS FOR", "NEXT", "LAST", "RUN", "NOW");
    report.triggers().forEach(trigger -> row(table, trigger));
    table.lines().forEach(line -> console.print("  " + line));
    report.triggers().forEach(this::reason);
  }

  private void reason(TriggerReport.Trigger trigger) {
    trigger
        .last()
        .ifPresent(last -> console.print("  " + trigger.name() + " fired last: " + last.reason()));
  }

  private static void row(Table table, TriggerReport.Trigger trigger) {
    table.row(
        trigger.name(),
        trigger.waitsFor(),
        trigger.next().map(Words::instant).orElse("–"),
        trigger.last().map(last -> Words.instant(last.eventTime())).orElse("–"),
        trigger.last().flatMap(TriggersPage::run).orElse("–"),
        trigger.now());
  }

  private static Optional<String> run(TriggerReport.Firing firing) {
    return firing
        .run()
        .map(Id::brief)
        .map(
            run ->
                run
                    + firing
                        .state()
                        .map(state -> " " + state.name().toLowerCase(Locale.ROOT))
                        .orElse(""));
  }
}
