package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Task;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The executions that led to a model in the run that made it, in the order in which they could be
 * done again: each after all that made its inputs. Those that the run found in the cache are of
 * them. What a step found in the store, such as the model before, is an input like one from
 * outside: what led to that is not told.
 *
 * @param executions by the step's path; the last made the model
 */
record ModelLineage(SequencedMap<String, Execution> executions) {

  /**
   * @param bundle the model's artifact
   * @throws UserError if nothing is known of how it was made
   */
  static ModelLineage of(MetadataStore metadata, Id bundle) {
    return find(metadata, bundle)
        .orElseThrow(
            () ->
                UserError.failure("no step made the bundle " + bundle.brief())
                    .hint("it was taken in as files from outside, and has no lineage here"));
  }

  /** The same of any artifact; empty if no step is known to have made it. */
  static Optional<ModelLineage> find(MetadataStore metadata, Id artifact) {
    return producer(metadata, artifact).map(last -> of(metadata, last));
  }

  private static ModelLineage of(MetadataStore metadata, Execution last) {
    SequencedMap<Id, Execution> found = new LinkedHashMap<>();
    collect(metadata, last, new LinkedHashSet<>(), found);
    Map<Id, String> steps = new HashMap<>();
    metadata
        .tasks(last.run())
        .forEach(task -> task.execution().ifPresent(id -> steps.put(id, task.step())));
    SequencedMap<String, Execution> byStep = new LinkedHashMap<>();
    found.forEach(
        (id, execution) ->
            Optional.ofNullable(steps.get(id)).ifPresent(step -> byStep.put(step, execution)));
    byStep.putLast(last.step(), last);
    return new ModelLineage(byStep);
  }

  private static void collect(
      MetadataStore metadata, Execution from, Set<Id> seen, SequencedMap<Id, Execution> found) {
    if (!seen.add(from.id())) {
      return;
    }
    new TreeMap<>(from.inputs())
        .values().stream()
            .flatMap(Collection::stream)
            .flatMap(artifact -> producer(metadata, artifact).stream())
            .forEach(execution -> collect(metadata, execution, seen, found));
    found.put(from.id(), from);
  }

  private static Optional<Execution> producer(MetadataStore metadata, Id artifact) {
    return metadata.producer(artifact).flatMap(Task::execution).flatMap(metadata::findExecution);
  }

  /** The one that made the model. */
  Execution last() {
    return executions.lastEntry().getValue();
  }

  /** What the executions made, by {@code step.output}, in their order. */
  SequencedMap<String, ArtifactRow> made(MetadataStore metadata) {
    SequencedMap<String, ArtifactRow> made = new LinkedHashMap<>();
    executions.forEach(
        (step, execution) ->
            new TreeMap<>(execution.artifacts())
                .forEach(
                    (output, id) ->
                        metadata
                            .findArtifact(id)
                            .ifPresent(row -> made.put(step + "." + output, row))));
    return made;
  }
}
