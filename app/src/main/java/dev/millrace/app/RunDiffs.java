package dev.millrace.app;

import dev.millrace.core.api.DiffReport;
import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what changed from one run to another. */
final class RunDiffs {

  /** How far into a pipeline's spec differences are named: a step's input, a field of a policy. */
  private static final int DEEPEST = 4;

  private final MetadataStore store;
  private final RunReports reports;

  RunDiffs(MetadataStore store, RunReports reports) {
    this.store = store;
    this.reports = reports;
  }

  DiffReport between(Run before, Run after) {
    RunReport old = reports.full(before);
    RunReport now = reports.full(after);
    List<Change> pipeline = new ArrayList<>();
    spec("", store.pipelineOf(before.id()), store.pipelineOf(after.id()), 1, pipeline);
    Map<String, JsonNode> oldParts = parts(before);
    Map<String, JsonNode> parts = parts(after);
    return new DiffReport(
        old.run(),
        now.run(),
        changes(before.params(), after.params()),
        pipeline,
        changes(only(oldParts, RunDiffs::isCode), only(parts, RunDiffs::isCode)),
        changes(only(oldParts, RunDiffs::isData), only(parts, RunDiffs::isData)),
        changes(texts(Surroundings.of(before.tags())), texts(Surroundings.of(after.tags()))),
        changes(results(old), results(now)),
        metrics(old.metrics(), now.metrics()));
  }

  private static void spec(
      String path, JsonNode before, JsonNode after, int depth, List<Change> changes) {
    if (before instanceof ObjectNode && after instanceof ObjectNode && depth <= DEEPEST) {
      Set<String> names = new LinkedHashSet<>(before.propertyNames());
      names.addAll(after.propertyNames());
      for (String name : names) {
        JsonNode old = before.path(name);
        JsonNode now = after.path(name);
        if (!old.equals(now)) {
          spec(path.isEmpty() ? name : path + "." + name, old, now, depth + 1, changes);
        }
      }
    } else if (!before.equals(after)) {
      changes.add(new Change(path, there(before), there(after)));
    }
  }

  private static Optional<JsonNode> there(JsonNode node) {
    return Optional.of(node).filter(value -> !value.isMissingNode());
  }

  /** What the results of a run's steps depend on, by step and part. */
  private SequencedMap<String, JsonNode> parts(Run run) {
    SequencedMap<String, JsonNode> parts = new LinkedHashMap<>();
    for (Task task : store.tasks(run.id())) {
      task.execution()
          .flatMap(store::findExecution)
          .ifPresent(
              execution ->
                  execution
                      .keyParts()
                      .forEach(
                          (part, value) -> parts.put(task.step() + " " + part, Json.tree(value))));
    }
    return parts;
  }

  private static boolean isCode(String part) {
    return part.endsWith(" code") || part.endsWith(" component");
  }

  private static boolean isData(String part) {
    return part.endsWith(" outside") || part.contains(" input.");
  }

  private static Map<String, JsonNode> only(Map<String, JsonNode> parts, Predicate<String> which) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    parts.forEach(
        (part, value) -> {
          if (which.test(part)) {
            found.put(part, value);
          }
        });
    return found;
  }

  private static Map<String, JsonNode> texts(Map<String, String> texts) {
    Map<String, JsonNode> trees = new LinkedHashMap<>();
    texts.forEach((name, text) -> trees.put(name, Json.tree(text)));
    return trees;
  }

  /** How the steps ended; whether one ran or was found in the cache is no difference. */
  private static Map<String, JsonNode> results(RunReport report) {
    Map<String, JsonNode> results = new LinkedHashMap<>();
    report
        .steps()
        .forEach(
            step ->
                results.put(
                    step.step(),
                    Json.tree(
                        step.state() == TaskState.CACHED ? TaskState.SUCCEEDED : step.state())));
    return results;
  }

  static List<Change> changes(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      Optional<JsonNode> old = Optional.ofNullable(before.get(name));
      Optional<JsonNode> now = Optional.ofNullable(after.get(name));
      if (!old.equals(now)) {
        changes.add(new Change(name, old, now));
      }
    }
    return changes;
  }

  private static List<DiffReport.Metric> metrics(
      List<RunReport.Metric> before, List<RunReport.Metric> after) {
    Map<List<String>, Double> old = byName(before);
    Map<List<String>, Double> now = byName(after);
    Set<List<String>> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(
            name ->
                new DiffReport.Metric(
                    name.getFirst(),
                    name.getLast(),
                    Optional.ofNullable(old.get(name)),
                    Optional.ofNullable(now.get(name))))
        .toList();
  }

  private static Map<List<String>, Double> byName(List<RunReport.Metric> metrics) {
    Map<List<String>, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(List.of(metric.step(), metric.key()), metric.value()));
    return values;
  }
}
