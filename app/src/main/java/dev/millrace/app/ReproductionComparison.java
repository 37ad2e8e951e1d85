package dev.millrace.app;

import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.api.ReproductionReport;
import dev.millrace.core.api.ReproductionReport.Difference;
import dev.millrace.core.api.ReproductionReport.State;
import dev.millrace.core.api.ReproductionReport.Step;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds what was made again against what is recorded, step by step. */
final class ReproductionComparison {

  private static final String GRAPH = "model.onnx";
  private static final String CODE = "code";

  private final Parts parts;
  private final Parts fresh;
  private final VersionEntry version;
  private final ModelLineage lineage;

  ReproductionComparison(Parts parts, Parts fresh, VersionEntry version, ModelLineage lineage) {
    this.parts = parts;
    this.fresh = fresh;
    this.version = version;
    this.lineage = lineage;
  }

  ReproductionReport report(Run run, PipelineSpec spec, Outcome outcome) throws IOException {
    Map<String, Execution> again = again(outcome);
    List<Step> steps = new ArrayList<>();
    lineage.executions().forEach((path, then) -> steps.add(step(path, then, again.get(path))));
    String recorded =
        graph(parts, version.artifact())
            .orElseThrow(() -> new IllegalStateException("a bundle without " + GRAPH));
    Optional<String> made = graphAgain(again);
    boolean same = made.equals(Optional.of(recorded));
    return new ReproductionReport(
        version.model(),
        version.version(),
        run.id(),
        run.asOf(),
        same,
        recorded,
        made,
        new OutsideInputs(parts, fresh, run, spec).changed(lineage, again),
        code(run, again),
        steps,
        first(steps, again),
        made.isPresent() ? Optional.empty() : Optional.of(failure(outcome)));
  }

  private Map<String, Execution> again(Outcome outcome) {
    Map<String, Execution> again = new LinkedHashMap<>();
    for (Task task : outcome.tasks()) {
      task.execution()
          .flatMap(fresh.metadata()::findExecution)
          .ifPresent(execution -> again.put(task.step(), execution));
    }
    return again;
  }

  private Step step(String path, Execution then, @Nullable Execution now) {
    if (now == null) {
      return new Step(path, State.NOT_MADE, List.of());
    }
    List<String> differing =
        new TreeSet<>(then.artifacts().keySet())
            .stream()
                .filter(output -> !digest(parts, then, output).equals(digest(fresh, now, output)))
                .toList();
    return new Step(path, differing.isEmpty() ? State.SAME : State.DIFFERENT, differing);
  }

  private static Optional<Digest> digest(Parts home, Execution execution, String output) {
    return Optional.ofNullable(execution.artifacts().get(output))
        .flatMap(home.metadata()::findArtifact)
        .map(ArtifactRow::digest);
  }

  private Optional<Difference> first(List<Step> steps, Map<String, Execution> again) {
    return steps.stream()
        .filter(step -> step.state() != State.SAME)
        .findFirst()
        .map(step -> difference(step, again.get(step.step())));
  }

  private Difference difference(Step step, @Nullable Execution now) {
    Map<String, String> then =
        Objects.requireNonNull(lineage.executions().get(step.step())).keyParts();
    if (now == null) {
      return new Difference(step.step(), List.of(), List.of(), List.of());
    }
    return new Difference(
        step.step(),
        step.differing(),
        RunDiffs.changes(texts(then), texts(now.keyParts())),
        new TreeMap<>(then)
            .entrySet().stream()
                .filter(part -> part.getValue().equals(now.keyParts().get(part.getKey())))
                .map(Map.Entry::getKey)
                .toList());
  }

  private static SequencedMap<String, JsonNode> texts(Map<String, String> parts) {
    SequencedMap<String, JsonNode> texts = new LinkedHashMap<>();
    new TreeMap<>(parts).forEach((name, value) -> texts.put(name, Json.tree(value)));
    return texts;
  }

  /** What of the code and of what it runs on is not what it was. */
  private List<Change> code(Run run, Map<String, Execution> again) {
    Map<String, JsonNode> then = new LinkedHashMap<>();
    Map<String, JsonNode> now = new LinkedHashMap<>();
    lineage
        .executions()
        .forEach(
            (path, execution) -> {
              Execution other = again.get(path);
              if (other != null) {
                then.put(path + " " + CODE, Json.tree(execution.keyParts().getOrDefault(CODE, "")));
                now.put(path + " " + CODE, Json.tree(other.keyParts().getOrDefault(CODE, "")));
              }
            });
    List<Change> changes = new ArrayList<>(RunDiffs.changes(then, now));
    changes.addAll(
        RunDiffs.changes(
            texts(Surroundings.of(run.tags())), texts(Surroundings.of(Surroundings.here()))));
    return changes;
  }

  private Optional<String> graphAgain(Map<String, Execution> again) throws IOException {
    Execution then = lineage.last();
    Execution now = again.get(then.step());
    if (now == null) {
      return Optional.empty();
    }
    for (Map.Entry<String, Id> output : then.artifacts().entrySet()) {
      if (output.getValue().equals(version.artifact())) {
        Id made = now.artifacts().get(output.getKey());
        return made == null ? Optional.empty() : graph(fresh, made);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> graph(Parts home, Id bundle) throws IOException {
    ArtifactRow row = home.metadata().findArtifact(bundle).orElseThrow();
    Path file = home.artifacts().open(row).resolve(GRAPH);
    return Files.isRegularFile(file)
        ? Optional.of(Digest.of(Files.readAllBytes(file)).hex())
        : Optional.empty();
  }

  private static String failure(Outcome outcome) {
    return outcome.reason().isEmpty()
        ? "the repetition " + outcome.state().name().toLowerCase(Locale.ROOT)
        : outcome.reason();
  }
}
