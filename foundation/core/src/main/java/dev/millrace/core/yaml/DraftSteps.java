package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of a pipeline while its file is read.
 *
 * @param ids of the ordinary ones, those included of which nothing can be made
 * @param exitIds of those that run when all others have ended, likewise
 */
record DraftSteps(
    SequencedMap<String, DraftStep> ordinary,
    SequencedMap<String, DraftStep> onExit,
    Set<String> ids,
    Set<String> exitIds) {

  Stream<DraftStep> all() {
    return Stream.concat(ordinary.values().stream(), onExit.values().stream());
  }

  /** The ports of each as others see them; empty where that is not known. */
  Map<String, Optional<ComponentSignature>> outside() {
    Map<String, Optional<ComponentSignature>> ports = new LinkedHashMap<>();
    ids.forEach(id -> ports.put(id, Optional.empty()));
    exitIds.forEach(id -> ports.put(id, Optional.empty()));
    all().forEach(step -> ports.put(step.id, step.outside()));
    return ports;
  }

  /**
   * True if the ports of every step are known. What an unknown component makes is unknown, so
   * nothing can be said about what is missing.
   */
  boolean allKnown() {
    Set<String> read = new LinkedHashSet<>(ordinary.keySet());
    read.addAll(onExit.keySet());
    return read.containsAll(ids)
        && read.containsAll(exitIds)
        && all().allMatch(step -> step.body.isPresent());
  }

  /** How many there are, those of nested pipelines included. */
  long count() {
    return all().mapToLong(step -> 1 + step.body.map(DraftBody::steps).orElse(0L)).sum();
  }

  static SequencedMap<String, StepSpec> specs(SequencedMap<String, DraftStep> steps) {
    SequencedMap<String, StepSpec> specs = new LinkedHashMap<>();
    steps.forEach((id, step) -> specs.put(id, step.spec()));
    return specs;
  }
}
