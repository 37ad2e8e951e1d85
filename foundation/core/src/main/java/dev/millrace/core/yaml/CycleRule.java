package dev.millrace.core.yaml;

import dev.millrace.core.pipeline.StepOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tools.jackson.core.JsonPointer;

/** Steps that need each other in a ring could never start. */
final class CycleRule {

  private final Lint lint;

  CycleRule(Lint lint) {
    this.lint = lint;
  }

  void check(SequencedMap<String, DraftStep> steps) {
    Map<String, SequencedSet<String>> dependencies = new LinkedHashMap<>();
    steps.forEach((id, step) -> dependencies.put(id, step.dependencies()));
    StepOrder.of(dependencies)
        .cycle()
        .ifPresent(
            ring -> {
              String path = String.join(" needs ", ring) + " needs " + ring.getFirst();
              DraftStep first = steps.get(ring.getFirst());
              lint.key(
                  first == null ? JsonPointer.empty() : first.at,
                  "the steps need each other: " + path,
                  "break the ring: give one of them another input, or remove an 'after'");
            });
  }
}
