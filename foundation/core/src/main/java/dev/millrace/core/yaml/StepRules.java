package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the section {@code steps}, apart from what goes into a step. */
final class StepRules {

  private static final JsonForm<StepForm> FORM = new JsonForm<>(StepForm.class);

  private final Lint lint;
  private final Components components;

  StepRules(Lint lint, Components components) {
    this.lint = lint;
    this.components = components;
  }

  /** The steps that can be made sense of; those with problems are noted. */
  SequencedMap<String, DraftStep> read(JsonNode section, JsonPointer at) {
    SequencedMap<String, DraftStep> steps = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              checkId(entry.getKey(), inside);
              if (lint.fits(inside, FORM.check(entry.getValue()))) {
                StepForm form = FORM.read(entry.getValue());
                steps.put(
                    entry.getKey(),
                    new DraftStep(entry.getKey(), form, inside, component(form, inside)));
              }
            });
    steps.values().forEach(step -> checkAfter(step, section.propertyNames()));
    return steps;
  }

  private void checkId(String id, JsonPointer at) {
    if (!Names.isId(id)) {
      lint.key(at, "'" + id + "' is no id of a step", "use " + Names.ID);
    }
  }

  private Optional<ComponentSignature> component(StepForm form, JsonPointer at) {
    Optional<ComponentSignature> signature = components.signature(form.uses());
    if (signature.isEmpty()) {
      lint.value(
          at.appendProperty("uses"),
          "there is no component '" + form.uses() + "'",
          Suggestion.remedy(form.uses(), components.names()));
    }
    return signature;
  }

  private void checkAfter(DraftStep step, Collection<String> ids) {
    Set<String> seen = new HashSet<>();
    List<String> after = step.form.after();
    for (int i = 0; i < after.size(); i++) {
      JsonPointer place = step.at.appendProperty("after").appendIndex(i);
      if (!ids.contains(after.get(i))) {
        lint.value(
            place, "there is no step '" + after.get(i) + "'", Suggestion.remedy(after.get(i), ids));
      } else if (!seen.add(after.get(i))) {
        lint.value(place, "'" + after.get(i) + "' is named twice", "remove one of the two");
      }
    }
  }

  /** Steps that need each other in a ring could never start. */
  void checkCycle(SequencedMap<String, DraftStep> steps) {
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
