package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Shape;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.pipeline.TriggerCheck;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of the section {@code triggers}: a list of maps with one key, the kind. */
final class TriggerRules {

  private static final JsonForm<TriggerSpec> FORM = new JsonForm<>(TriggerSpec.class);
  private static final Set<String> KINDS = kinds();

  private final Lint lint;
  private final Set<String> steps;

  /**
   * @param steps of the pipeline
   */
  TriggerRules(Lint lint, Set<String> steps) {
    this.lint = lint;
    this.steps = steps;
  }

  private static Set<String> kinds() {
    if (Shape.of(TriggerSpec.class) instanceof Shape.Variants(_, var variants)) {
      return variants.keySet();
    }
    throw new IllegalStateException("triggers come in kinds");
  }

  List<TriggerSpec> read(JsonNode section, JsonPointer at) {
    List<TriggerSpec> triggers = new ArrayList<>();
    for (int i = 0; section.isArray() && i < section.size(); i++) {
      trigger(section.get(i), at.appendIndex(i)).ifPresent(triggers::add);
    }
    return triggers;
  }

  private Optional<TriggerSpec> trigger(JsonNode node, JsonPointer at) {
    if (!node.isObject() || node.size() != 1) {
      lint.value(
          at,
          "a trigger is a map with one key, its kind",
          "write one of: " + String.join(", ", KINDS));
      return Optional.empty();
    }
    String kind = node.propertyNames().iterator().next();
    JsonPointer inside = at.appendProperty(kind);
    JsonNode settings = node.path(kind);
    if (!KINDS.contains(kind)) {
      lint.key(inside, "there is no trigger '" + kind + "'", Suggestion.remedy(kind, KINDS));
      return Optional.empty();
    }
    if (!settings.isObject()) {
      lint.value(inside, "expected a map with the settings of " + kind, "write a map");
      return Optional.empty();
    }
    return settings(kind, settings, inside);
  }

  private Optional<TriggerSpec> settings(String kind, JsonNode settings, JsonPointer at) {
    if (settings.has("kind")) {
      lint.key(at.appendProperty("kind"), "unknown key 'kind'", "remove it");
      return Optional.empty();
    }
    ObjectNode tagged = Json.object().put("kind", kind);
    settings.properties().forEach(entry -> tagged.set(entry.getKey(), entry.getValue()));
    List<Mismatch> mismatches = FORM.check(tagged);
    if (!lint.fits(at, mismatches)) {
      return Optional.empty();
    }
    TriggerSpec trigger = FORM.read(tagged);
    for (Scope.Fault fault : TriggerCheck.faults(trigger, steps)) {
      lint.value(at, fault);
    }
    return Optional.of(trigger);
  }
}
