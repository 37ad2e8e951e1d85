package dev.millrace.app;

import dev.millrace.core.api.MetricReport;
import dev.millrace.core.api.RunReport;
import dev.millrace.core.api.RunSummary;
import dev.millrace.core.api.RunsWanted;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.RunFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tells about runs what the store knows. */
final class RunReports {

  private static final int MOST_STEPS_WITH_PAGES = 100;

  private final MetadataStore store;
  private final Supplier<ArtifactStore> artifacts;
  private final Supplier<Set<Id>> interrupted;

  /**
   * @param artifacts asked only for pages
   * @param interrupted the runs that a dead process left behind; asked only if a run may be one
   */
  RunReports(
      MetadataStore store, Supplier<ArtifactStore> artifacts, Supplier<Set<Id>> interrupted) {
    this.store = store;
    this.artifacts = artifacts;
    this.interrupted = interrupted;
  }

  List<RunSummary> newest(RunsWanted wanted) {
    RunFilter filter =
        new RunFilter(
            wanted.pipeline(),
            wanted.states(),
            wanted.trigger(),
            wanted.text(),
            Map.of(),
            wanted.since(),
            Optional.empty());
    return summaries(
        store.runs(new MetadataStore.RunQuery(filter, Optional.empty(), wanted.limit())));
  }

  /** The only run that the text fits. */
  MetadataStore.Run find(String text) {
    List<MetadataStore.Run> found = text.isBlank() ? List.of() : store.findRunsByText(text);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw UserError.notFound("there is no run '" + text + "'")
          .hint("'millrace runs list' shows those there are");
    }
    String candidates =
        found.stream().limit(5).map(run -> run.id().toString()).collect(Collectors.joining(", "));
    throw UserError.usage("'" + text + "' fits " + found.size() + " runs: " + candidates)
        .hint("give more of the id");
  }

  RunReport full(MetadataStore.Run run) {
    List<MetadataStore.Task> tasks = store.tasks(run.id());
    return new RunReport(
        summaries(List.of(run)).getFirst(),
        run.params(),
        tasks.stream().map(this::step).toList(),
        lastOfEach(store.metrics(run.id())),
        store.eventsOf(run.id().hex()).stream()
            .filter(event -> event.kind().equals("run.amended"))
            .map(RunReports::change)
            .toList(),
        run.tags(),
        pages(tasks));
  }

  private List<RunReport.Page> pages(List<MetadataStore.Task> tasks) {
    List<RunReport.Page> pages = new ArrayList<>();
    if (tasks.size() <= MOST_STEPS_WITH_PAGES) {
      tasks.stream()
          .filter(task -> !task.step().contains("/") && !task.step().contains("["))
          .forEach(
              task ->
                  task.artifacts().values().stream()
                      .flatMap(id -> store.findArtifact(id).stream())
                      .flatMap(row -> page(row).stream())
                      .forEach(
                          file -> pages.add(new RunReport.Page(task.step(), file.toString()))));
    }
    return pages;
  }

  /** The first page among an artifact's files; empty if it has none, or they were collected. */
  private Optional<Path> page(MetadataStore.ArtifactRow row) {
    try {
      Path directory = artifacts.get().open(row);
      return artifacts.get().files(row).stream()
          .filter(name -> name.endsWith(".html"))
          .findFirst()
          .map(directory::resolve);
    } catch (UserError e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunReport.Change change(MetadataStore.Event event) {
    return new RunReport.Change(
        event.recordedAt(),
        event.actor(),
        event.data().path("reason").asString(),
        event.data().path("again").valueStream().map(JsonNode::asString).toList());
  }

  private List<RunSummary> summaries(List<MetadataStore.Run> runs) {
    boolean allEnded = runs.stream().allMatch(run -> run.state().ended());
    Set<Id> dead = allEnded ? Set.of() : interrupted.get();
    return runs.stream().map(run -> summary(run, dead.contains(run.id()))).toList();
  }

  private static RunSummary summary(MetadataStore.Run run, boolean interrupted) {
    return new RunSummary(
        run.id(),
        run.pipeline(),
        run.state(),
        interrupted,
        run.stateReason(),
        run.asOf(),
        run.recordedAt(),
        run.started().flatMap(start -> run.ended().map(end -> Duration.between(start, end))),
        run.trigger(),
        run.reason(),
        run.actor());
  }

  private RunReport.Step step(MetadataStore.Task task) {
    Map<String, RunReport.Output> outputs = new LinkedHashMap<>();
    task.artifacts()
        .forEach(
            (name, id) -> store.findArtifact(id).ifPresent(row -> outputs.put(name, output(row))));
    return new RunReport.Step(
        task.step(),
        task.state(),
        task.reason(),
        task.started().flatMap(start -> task.ended().map(end -> Duration.between(start, end))),
        outputs,
        task.values());
  }

  private static RunReport.Output output(MetadataStore.ArtifactRow row) {
    return new RunReport.Output(
        row.id(), row.type(), row.digest().hex(), row.bytes(), row.properties());
  }

  /** The whole course of a metric. */
  MetricReport metric(MetadataStore.Run run, String name) {
    List<MetricReport.Point> points =
        store.metrics(run.id()).stream()
            .filter(metric -> metric.key().equals(name))
            .map(
                metric ->
                    new MetricReport.Point(
                        metric.step(), metric.index(), metric.value(), metric.timestamp()))
            .toList();
    if (points.isEmpty()) {
      throw UserError.notFound("run " + run.id().brief() + " has no metric '" + name + "'")
          .hint("'millrace runs show " + run.id().brief() + "' lists those it has");
    }
    return new MetricReport(run.id(), name, points);
  }

  private static List<RunReport.Metric> lastOfEach(List<MetadataStore.Metric> metrics) {
    Map<String, RunReport.Metric> last = new LinkedHashMap<>();
    metrics.forEach(
        metric ->
            last.put(
                metric.step() + "/" + metric.key(),
                new RunReport.Metric(metric.step(), metric.key(), metric.value())));
    return List.copyOf(last.values());
  }
}
