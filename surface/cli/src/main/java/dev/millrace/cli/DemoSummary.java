package dev.millrace.cli;

import dev.millrace.app.replay.ReplayReport;
import dev.millrace.app.replay.ReplayReport.Drift;
import dev.millrace.app.replay.ReplayReport.Meanwhile;
import dev.millrace.app.replay.ReplayReport.Retraining;
import dev.millrace.app.replay.ReplayReport.Week;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a demo ends with: a row a week, the reasons, where things are, and what to type next. */
final class DemoSummary {

  private final Console console;
  private final ReplayReport report;

  DemoSummary(Console console, ReplayReport report) {
    this.console = console;
    this.report = report;
  }

  /**
   * @param home of the demo, as the person wrote it
   * @param serving true if the server stays up
   */
  void print(Path home, boolean serving) {
    console.say("");
    console.say(console.styled("bold", "What happened"));
    weeks();
    report
        .weeks()
        .forEach(week -> week.retraining().ifPresent(retraining -> reasons(week, retraining)));
    console.print("");
    counts();
    next(home, serving);
  }

  private void weeks() {
    Table table =
        new Table(
            "WEEK OF",
            "FLIGHTS",
            "PREDICTED",
            "TRUE",
            "CALIBRATION",
            "AUC",
            "DRIFT",
            "BY",
            "RETRAINED");
    for (Week week : report.weeks()) {
      table.row(
          week.start().toString(),
          Words.count(week.predictions()),
          Words.percent(week.meanPrediction()),
          Words.percent(week.meanLabel()),
          Words.figure(week.calibration(), 2),
          Words.figure(week.auc(), 3),
          Words.figure(week.drift().map(Drift::jensenShannon), 3),
          "v" + week.version(),
          week.retraining().map(retraining -> outcome(week, retraining)).orElse(""));
    }
    table.lines().forEach(console::print);
    console.print("");
    console.print(
        "FLIGHTS were predicted; PREDICTED and TRUE are shares of late ones, CALIBRATION");
    console.print(
        "is the former by the latter. DRIFT is how far the requests are from the training");
    console.print("data: Jensen–Shannon divergence, of the feature that is farthest.");
  }

  private static String outcome(Week week, Retraining retraining) {
    return retraining.replaced()
        ? "→ v" + retraining.version().orElseThrow()
        : "v" + week.version() + " stays";
  }

  /** Why a retraining started, what it was found worth, and what went on meanwhile. */
  private void reasons(Week week, Retraining retraining) {
    console.print("");
    console.print(
        console.styled("bold", day(retraining.asOf()))
            + "  "
            + (retraining.replaced()
                ? "v" + retraining.version().orElseThrow() + " replaces v" + week.version()
                : "v" + week.version() + " stays")
            + ", run "
            + retraining.run().brief());
    item("because", List.of(retraining.why()));
    item("verdict", Words.parts(retraining.verdict()));
    meanwhile(retraining.asOf()).ifPresent(each -> item("meanwhile", List.of(words(each))));
  }

  private void item(String name, List<String> lines) {
    Iterator<String> names = List.of(name).iterator();
    lines.forEach(
        line -> console.print("  %-10s %s".formatted(names.hasNext() ? names.next() : "", line)));
  }

  private Optional<Meanwhile> meanwhile(Instant asOf) {
    return report.meanwhile().stream().filter(each -> each.asOf().equals(asOf)).findFirst();
  }

  /** The requests of a retraining, and who answered them. */
  static String words(Meanwhile meanwhile) {
    String answered =
        meanwhile.answered().entrySet().stream()
            .map(each -> Words.count(each.getValue()) + " by v" + each.getKey())
            .collect(Collectors.joining(", "));
    String swap =
        meanwhile.duringSwap() > 0
            ? "; " + Words.count(meanwhile.duringSwap()) + " during the swap"
            : "";
    return Words.count(meanwhile.asked())
        + " requests, "
        + Words.count(meanwhile.failed())
        + " failed, "
        + answered
        + swap;
  }

  private void counts() {
    long asked = report.meanwhile().stream().mapToLong(Meanwhile::asked).sum();
    long failed = report.meanwhile().stream().mapToLong(Meanwhile::failed).sum();
    console.print(
        "Requests sent by this command: "
            + Words.count(report.requests())
            + " for the weeks, "
            + Words.count(report.failed())
            + " failed;");
    console.print(
        Words.count(asked)
            + " more while models were retrained and replaced, "
            + Words.count(failed)
            + " failed.");
    console.print(
        report.retrainings()
            + (report.retrainings() == 1 ? " retraining, " : " retrainings, ")
            + report.replacements()
            + " of which replaced the model"
            + (report.retrainings() > 0 && report.replacements() == 0
                ? ": no challenger was better."
                : "."));
  }

  private void next(Path home, boolean serving) {
    String at = " --home " + Words.quoted(home.toString());
    String input = " examples/flights/data/2001-06-25.parquet predicted.csv";
    console.print("");
    console.print(console.styled("bold", "Everything is in " + home + ". Type next:"));
    suggest("models show " + report.model() + at);
    suggest("runs list" + at);
    suggest(
        report.weeks().stream()
            .flatMap(week -> week.retraining().stream())
            .reduce((first, last) -> last)
            .map(last -> "runs show " + last.run().brief() + at)
            .orElse("plan examples/flights --as-of 2001-02-26" + at));
    suggest("predict" + input + at);
    if (serving) {
      report
          .server()
          .ifPresent(
              server ->
                  suggest(
                      "predict" + input + " --server " + server + " --model " + report.model()));
    } else {
      suggest("serve" + at);
    }
  }

  private void suggest(String command) {
    console.print("  ./millrace " + command);
  }

  private static String day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
