package dev.millrace.core.pipeline;

import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values of a pipeline's parameters in one run: those given, and defaults for the rest. */
public final class Parameters {

  private Parameters() {}

  /**
   * Every parameter's value, typed and in range, in the order of the pipeline.
   *
   * @param given as text, such as from {@code --set trees=300}
   * @throws UserError naming every parameter that is unknown, missing, or has a wrong value
   */
  public static SequencedMap<String, JsonNode> resolve(
      PipelineSpec pipeline, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    for (String name : given.keySet()) {
      if (!pipeline.params().containsKey(name)) {
        problems.add(
            "there is no parameter '"
                + name
                + "', "
                + Suggestion.remedy(name, pipeline.params().keySet()));
      }
    }
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    pipeline
        .params()
        .forEach(
            (name, spec) ->
                value(name, spec, Optional.ofNullable(given.get(name)), problems)
                    .ifPresent(value -> values.put(name, value)));
    if (!problems.isEmpty()) {
      throw UserError.usage(
              "pipeline '" + pipeline.name() + "' cannot run: " + String.join("; ", problems))
          .hint("give parameters as --set name=value");
    }
    return values;
  }

  private static Optional<JsonNode> value(
      String name, ParameterSpec spec, Optional<String> given, List<String> problems) {
    if (given.isEmpty()) {
      if (spec.defaultValue().isEmpty()) {
        problems.add("parameter '" + name + "' has no default and must be given");
      }
      return spec.defaultValue();
    }
    JsonNode value = read(spec.type(), given.get());
    Optional<String> wrong = problem(spec, value);
    wrong.ifPresent(message -> problems.add("parameter '" + name + "': " + message));
    return wrong.isEmpty() ? Optional.of(normal(spec, value)) : Optional.empty();
  }

  /** What is wrong with a value for a parameter, if anything is. */
  public static Optional<String> problem(ParameterSpec spec, JsonNode value) {
    List<Mismatch> mismatches = spec.type().port(spec.min(), spec.max()).check(value);
    if (!mismatches.isEmpty()) {
      return Optional.of(mismatches.getFirst().message());
    }
    return spec.oneOf().isEmpty() || spec.oneOf().contains(normal(spec, value))
        ? Optional.empty()
        : Optional.of(notOneOf(spec, value));
  }

  private static String notOneOf(ParameterSpec spec, JsonNode value) {
    List<String> allowed = spec.oneOf().stream().map(JsonNode::asString).toList();
    String text = value.asString();
    return "expected one of: "
        + String.join(", ", allowed)
        + ", found '"
        + text
        + "'"
        + Suggestion.nearest(text, allowed)
            .map(near -> ", did you mean '" + near + "'?")
            .orElse("");
  }

  /** A value that fits, as equal values are all written. */
  public static JsonNode normal(ParameterSpec spec, JsonNode value) {
    return spec.type().port(spec.min(), spec.max()).normal(value);
  }

  /** The parameter with its values as equal values are all written. */
  public static ParameterSpec normal(ParameterSpec spec) {
    ParameterSpec normal =
        spec.withOneOf(spec.oneOf().stream().map(value -> normal(spec, value)).toList());
    return normal
        .defaultValue()
        .map(value -> normal.withDefault(normal(spec, value)))
        .orElse(normal);
  }

  /** Numbers and booleans as JSON has them; what is no JSON stays text, for the check to name. */
  private static JsonNode read(ParameterType type, String text) {
    return switch (type) {
      case STRING, PATH, SPANS, DURATION, TIMESTAMP -> JsonNodeFactory.instance.stringNode(text);
      case LIST, MAP -> {
        try {
          yield Json.parse(text);
        } catch (JacksonException e) {
          yield JsonNodeFactory.instance.stringNode(text);
        }
      }
      case INTEGER, NUMBER, BOOLEAN -> {
        try {
          JsonNode tree = Json.parse(text);
          yield tree.isNumber() || tree.isBoolean()
              ? tree
              : JsonNodeFactory.instance.stringNode(text);
        } catch (JacksonException e) {
          yield JsonNodeFactory.instance.stringNode(text);
        }
      }
    };
  }
}
