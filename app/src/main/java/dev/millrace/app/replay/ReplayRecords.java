package dev.millrace.app.replay;

import dev.millrace.app.App;
import dev.millrace.app.replay.ReplayReport.Drift;
import dev.millrace.app.replay.ReplayReport.Meanwhile;
import dev.millrace.app.replay.ReplayReport.Retraining;
import dev.millrace.app.replay.ReplayReport.Week;
import dev.millrace.app.replay.WeekTraffic.Request;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.api.RunSummary;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the store knows of a replay; every figure of its table is read here. */
final class ReplayRecords {

  private static final String EFFECT = "jensen_shannon";
  private static final String DEMAND = "demand";
  private static final int ALL = 10_000;

  private final App app;
  private final String model;

  ReplayRecords(App app, String model) {
    this.app = app;
    this.model = model;
  }

  Optional<RunSummary> succeededRunAsOf(Instant asOf) {
    return runs().stream()
        .filter(run -> run.state() == RunState.SUCCEEDED && run.asOf().equals(asOf))
        .findFirst();
  }

  /** Those that a Ctrl-C in the middle ended, oldest first: their triggers do not fire again. */
  List<Id> canceledRetrainings() {
    return runs().reversed().stream()
        .filter(run -> run.state() == RunState.CANCELED && !run.trigger().equals(DEMAND))
        .map(RunSummary::id)
        .toList();
  }

  /** The latest moment that anything was done as of; empty in a new home. */
  Optional<Instant> latest() {
    return Stream.concat(
            runs().stream().map(RunSummary::asOf),
            app.findings(model).stream().map(Finding::windowEnd))
        .max(Comparator.naturalOrder());
  }

  /** The newest finding about the window that begins at an instant. */
  Optional<Finding> finding(Instant windowStart) {
    return app.findings(model).stream()
        .filter(finding -> finding.windowStart().equals(windowStart))
        .max(Comparator.comparing(Finding::recordedAt));
  }

  /** Those of the requests whose every row the log holds. */
  Set<String> answered(List<Request> requests, Instant from, Instant to) throws IOException {
    Map<String, Integer> rows = new HashMap<>();
    app.requestLog()
        .readPredictions(
            model,
            from,
            to,
            prediction -> rows.merge(requestOf(prediction.prediction()), 1, Integer::sum));
    return requests.stream()
        .filter(request -> rows.getOrDefault(request.id(), 0) >= request.flights().size())
        .map(Request::id)
        .collect(Collectors.toSet());
  }

  private static String requestOf(String prediction) {
    return prediction.substring(0, Math.max(0, prediction.lastIndexOf('-')));
  }

  ReplayReport report(URI server, FlightClient client, List<Meanwhile> meanwhile) {
    List<Week> weeks =
        app.findings(model).stream()
            .map(Finding::windowStart)
            .distinct()
            .sorted()
            .flatMap(start -> week(start).stream())
            .toList();
    List<Retraining> retrainings =
        weeks.stream().flatMap(week -> week.retraining().stream()).toList();
    return new ReplayReport(
        app.home().toString(),
        model,
        Optional.of(server),
        weeks,
        client.sent(),
        client.failed(),
        meanwhile,
        retrainings.size(),
        (int) retrainings.stream().filter(Retraining::replaced).count());
  }

  Optional<Week> week(Instant start) {
    return finding(start).map(this::week);
  }

  private Week week(Finding finding) {
    return new Week(
        finding.windowStart().atOffset(ZoneOffset.UTC).toLocalDate(),
        finding.predictions(),
        finding.labels(),
        finding.version(),
        metric(finding, "mean_prediction"),
        metric(finding, "mean_label"),
        metric(finding, "calibration"),
        metric(finding, "auc"),
        worst(finding),
        triggeredRunAsOf(finding.windowEnd()).map(run -> retraining(app.showRun(run.id().hex()))));
  }

  private static OptionalDouble metric(Finding finding, String name) {
    Double value = finding.performance().get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Optional<Drift> worst(Finding finding) {
    return finding.drift().entrySet().stream()
        .filter(entry -> entry.getValue().effect().containsKey(EFFECT))
        .map(
            entry -> new Drift(entry.getKey(), entry.getValue().effect().getOrDefault(EFFECT, 0.0)))
        .max(Comparator.comparingDouble(Drift::jensenShannon));
  }

  private Optional<RunSummary> triggeredRunAsOf(Instant asOf) {
    return runs().stream()
        .filter(run -> !run.trigger().equals(DEMAND) && run.asOf().equals(asOf))
        .findFirst();
  }

  Retraining retraining(RunReport report) {
    return new Retraining(
        report.run().id(),
        report.run().asOf(),
        report.run().trigger(),
        report.run().reason(),
        report.run().state() == RunState.SUCCEEDED,
        property(report, "ModelVersion/1", "version").map(JsonNode::intValue),
        property(report, "ModelBlessing/1", "reason")
            .map(JsonNode::stringValue)
            .orElse(report.run().outcome()));
  }

  /** A property of the artifact of a type that a run made or found. */
  private static Optional<JsonNode> property(RunReport report, String type, String name) {
    return report.steps().stream()
        .flatMap(step -> step.outputs().values().stream())
        .filter(output -> output.type().equals(type))
        .flatMap(output -> Stream.ofNullable(output.properties().get(name)))
        .findFirst();
  }

  private List<RunSummary> runs() {
    return app.runs(Optional.empty(), ALL);
  }
}
