package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.TriggerCheck;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of the section {@code triggers}: a list of maps with one key, the kind. What all kinds
 * have in common stands in the file beside what a kind has of its own.
 */
final class TriggerRules {

  private static final JsonForm<TriggerSpec> FORM = new JsonForm<>(TriggerSpec.class);
  private static final JsonForm<TriggerOptions> COMMON_FORM = new JsonForm<>(TriggerOptions.class);
  private static final SequencedMap<String, Shape.Fields> KINDS = kinds();
  private static final Set<String> COMMON = keys(new Shape.Fields(TriggerOptions.class));
  private static final String OPTIONS = "options";

  private final Lint lint;
  private final String pipeline;
  private final Set<String> steps;
  private final Map<String, Optional<ParameterSpec>> params;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * @param pipeline its name, however wrong
   * @param steps of the pipeline
   * @param params of the pipeline; empty for one that has problems of its own
   */
  TriggerRules(
      Lint lint, String pipeline, Set<String> steps, Map<String, Optional<ParameterSpec>> params) {
    this.lint = lint;
    this.pipeline = pipeline;
    this.steps = steps;
    this.params = params;
  }

  private static SequencedMap<String, Shape.Fields> kinds() {
    if (Shape.of(TriggerSpec.class) instanceof Shape.Variants(_, var variants)) {
      return variants;
    }
    throw new IllegalStateException("triggers come in kinds");
  }

  private static Set<String> keys(Shape.Fields shape) {
    return shape.fields().stream()
        .map(ValuePort::name)
        .filter(key -> !key.equals(OPTIONS))
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
          "write one of: " + String.join(", ", KINDS.keySet()));
      return Optional.empty();
    }
    String kind = node.propertyNames().iterator().next();
    JsonPointer inside = at.appendProperty(kind);
    JsonNode settings = node.path(kind);
    Shape.Fields shape = KINDS.get(kind);
    if (shape == null) {
      lint.key(
          inside, "there is no trigger '" + kind + "'", Suggestion.remedy(kind, KINDS.keySet()));
      return Optional.empty();
    }
    if (!settings.isObject()) {
      lint.value(inside, "expected a map with the settings of " + kind, "write a map");
      return Optional.empty();
    }
    ObjectNode own = Json.object().put("kind", kind);
    ObjectNode common = Json.object();
    boolean known = divide(settings, keys(shape), own, common, inside);
    Optional<TriggerSpec> trigger = form(own, common, inside);
    return known ? trigger.map(read -> checked(read, inside)) : Optional.empty();
  }

  /** Tells what a kind has of its own from what is common; false if a key is neither. */
  private boolean divide(
      JsonNode settings, Set<String> keys, ObjectNode own, ObjectNode common, JsonPointer at) {
    Set<String> known = new LinkedHashSet<>(keys);
    known.addAll(COMMON);
    boolean allKnown = true;
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      String key = setting.getKey();
      if (known.contains(key)) {
        (COMMON.contains(key) ? common : own).set(key, setting.getValue());
      } else {
        lint.key(
            at.appendProperty(key), "unknown key '" + key + "'", Suggestion.remedy(key, known));
        allKnown = false;
      }
    }
    return allKnown;
  }

  private Optional<TriggerSpec> form(ObjectNode own, ObjectNode common, JsonPointer at) {
    boolean commonFits = lint.fits(at, COMMON_FORM.check(common));
    own.set(OPTIONS, commonFits ? common : Json.object());
    boolean fits = lint.fits(at, FORM.check(own));
    return fits && commonFits ? Optional.of(FORM.read(own)) : Optional.empty();
  }

  private TriggerSpec checked(TriggerSpec trigger, JsonPointer at) {
    TriggerCheck.Surroundings around =
        new TriggerCheck.Surroundings(pipeline, steps, params, names);
    TriggerCheck.faults(trigger, around).forEach(fault -> lint.value(at, fault));
    names.add(trigger.name());
    return trigger;
  }
}
