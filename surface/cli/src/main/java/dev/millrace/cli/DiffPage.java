package dev.millrace.cli;

import dev.millrace.core.api.DiffReport;
import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.DiffReport.Metric;
import dev.millrace.core.api.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What changed between two runs, for reading: first in a line, then each thing. */
final class DiffPage {

  private static final int LONGEST_VALUE = 24;

  /** Of each kind so many are named; JSON has them all. */
  private static final int MOST = 12;

  private final Console console;

  DiffPage(Console console) {
    this.console = console;
  }

  void print(DiffReport report) {
    List<Metric> metrics =
        report.metrics().stream()
            .filter(metric -> !metric.before().equals(metric.after()))
            .toList();
    console.print(
        console.styled("bold", report.before().id().brief() + " → " + report.after().id().brief()));
    console.print("changed: " + summary(report, metrics.size()));
    pair("pipeline", report, RunSummary::pipeline);
    pair("as of", report, run -> Words.instant(run.asOf()));
    list("param", report.params(), true);
    list("pipeline", report.pipeline(), true);
    list("code", report.code(), false);
    list("data", report.data(), false);
    list("runs on", report.environment(), true);
    list("result", report.results(), true);
    if (!metrics.isEmpty()) {
      console.print("");
      metrics(metrics);
    }
  }

  private static String summary(DiffReport report, int metrics) {
    List<String> parts = new ArrayList<>();
    count(parts, report.params().size(), "parameter", "parameters");
    count(parts, report.pipeline().size(), "place of the pipeline", "places of the pipeline");
    count(parts, report.code().size(), "step's code", "steps' code");
    count(parts, report.data().size(), "input", "inputs");
    if (!report.environment().isEmpty()) {
      parts.add("the environment");
    }
    count(parts, report.results().size(), "result", "results");
    count(parts, metrics, "metric", "metrics");
    return parts.isEmpty() ? "nothing that matters to a result" : String.join(", ", parts);
  }

  private static void count(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }

  private void pair(String title, DiffReport report, Function<RunSummary, String> part) {
    String before = part.apply(report.before());
    String after = part.apply(report.after());
    if (!before.equals(after)) {
      console.print(line(title, before + " → " + after));
    }
  }

  private void list(String title, List<Change> changes, boolean values) {
    for (Change change : changes.subList(0, Math.min(MOST, changes.size()))) {
      console.print(
          line(
              title,
              change.what()
                  + (values
                      ? ": " + value(change.before()) + " → " + value(change.after())
                      : presence(change))));
    }
    if (changes.size() > MOST) {
      console.print(line(title, "and " + (changes.size() - MOST) + " more; see --json"));
    }
  }

  private static String line(String title, String text) {
    return String.format(Locale.ROOT, "%-9s %s", title, text);
  }

  private static String presence(Change change) {
    if (change.before().isEmpty()) {
      return " is new";
    }
    return change.after().isEmpty() ? " is gone" : "";
  }

  private static String value(Optional<JsonNode> value) {
    return value.map(node -> Words.clipped(node.toString(), LONGEST_VALUE)).orElse("–");
  }

  private void metrics(List<Metric> metrics) {
    Table table = new Table("STEP", "METRIC", "BEFORE", "AFTER");
    metrics.forEach(
        metric ->
            table.row(
                metric.step(), metric.key(), figure(metric.before()), figure(metric.after())));
    table.lines().forEach(console::print);
  }

  private static String figure(Optional<Double> value) {
    return value.map(figure -> String.format(Locale.ROOT, "%.5f", figure)).orElse("–");
  }
}
