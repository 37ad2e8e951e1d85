package dev.millrace.engine.graph;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.StepBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns a task that consists of others into those. What it becomes depends on recorded results
 * alone, so a run that goes on after a crash consists of the same tasks.
 */
public final class Expansion {

  private Expansion() {}

  /** True for a task that consists of others. */
  public static boolean isGroup(Node node) {
    return node.fansOut() || node.spec().body() instanceof StepBody.Nested;
  }

  /**
   * The tasks that a task consists of.
   *
   * @throws UserError if the list to fan out over is none, or a value does not fit its parameter
   */
  public static Group of(Node node) {
    if (node.fansOut()) {
      return new Rounds(node, elements(node));
    }
    return switch (node.spec().body()) {
      case StepBody.Nested inner -> Graph.nested(node, setting(node, inner));
      case StepBody.Uses uses ->
          throw new IllegalArgumentException(node.path() + " is one task: " + uses.words());
    };
  }

  /** For people. */
  public static String words(Node node, Group group) {
    return switch (group) {
      case Rounds rounds -> rounds.count() == 1 ? "1 round" : rounds.count() + " rounds";
      case Graph _ -> node.spec().body().words();
    };
  }

  private static List<Round.Element> elements(Node node) {
    Surroundings surroundings = node.surroundings();
    Binding over = node.spec().flow().forEach().orElseThrow().over();
    return switch (over) {
      case Binding.Data(JsonNode template) -> values(node, surroundings.evaluate(template));
      case Binding.Given(String input)
          when surroundings.setting().given().get(input) instanceof Given.Sought ->
          throw UserError.failure(
                  "step '%s' cannot run for each of '%s', which every task looks for by itself"
                      .formatted(node.path(), input))
              .hint("let a step make the list");
      case Binding.Output _,
          Binding.Outputs _,
          Binding.OneOf _,
          Binding.Given _,
          Binding.Item _,
          Binding.Resolved _,
          Binding.Imported _ ->
          surroundings.artifacts(over).stream()
              .<Round.Element>map(Round.Element.Made::new)
              .toList();
    };
  }

  private static List<Round.Element> values(Node node, JsonNode list) {
    if (!list.isArray()) {
      throw UserError.failure(
          "step '%s' is to run for each element of a list, and this is none: %s"
              .formatted(node.path(), list));
    }
    List<Round.Element> elements = new ArrayList<>();
    list.values().forEach(value -> elements.add(new Round.Element.Value(value)));
    return elements;
  }

  private static Setting setting(Node node, StepBody.Nested inner) {
    Setting around = node.graph().setting();
    Body body = around.body().nested(node.step(), inner);
    Surroundings surroundings = node.surroundings();
    Map<String, JsonNode> params = params(node, body.spec(), surroundings);
    Map<String, Given> given = new LinkedHashMap<>();
    for (String input : body.spec().inputs().keySet()) {
      given.put(
          input,
          Optional.ofNullable(node.spec().inputs().get(input))
              .map(binding -> given(binding, surroundings))
              .orElseGet(() -> new Given.Made(List.of())));
    }
    return new Setting(around.run(), body, params, given);
  }

  private static Given given(Binding binding, Surroundings surroundings) {
    return switch (binding) {
      case Binding.Resolved _, Binding.Imported _ -> new Given.Sought(binding, surroundings);
      case Binding.Given(String input)
          when surroundings.setting().given().get(input) instanceof Given.Sought sought ->
          sought;
      case Binding.Output _,
          Binding.Outputs _,
          Binding.OneOf _,
          Binding.Given _,
          Binding.Item _,
          Binding.Data _ ->
          new Given.Made(surroundings.artifacts(binding));
    };
  }

  private static Map<String, JsonNode> params(
      Node node, PipelineSpec inner, Surroundings surroundings) {
    Map<String, JsonNode> params = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    inner
        .params()
        .forEach(
            (name, spec) -> {
              Binding binding = node.spec().inputs().get(name);
              if (binding instanceof Binding.Data(JsonNode template)
                  && surroundings.there(binding)) {
                JsonNode value = surroundings.evaluate(template);
                Parameters.problem(spec, value)
                    .ifPresentOrElse(
                        problem -> problems.add("parameter '" + name + "': " + problem),
                        () -> params.put(name, Parameters.normal(spec, value)));
              } else {
                byDefault(name, spec, params, problems);
              }
            });
    if (!problems.isEmpty()) {
      throw UserError.failure(
          "pipeline '%s' of step '%s' cannot run: %s"
              .formatted(inner.name(), node.path(), String.join("; ", problems)));
    }
    return params;
  }

  private static void byDefault(
      String name, ParameterSpec spec, Map<String, JsonNode> params, List<String> problems) {
    spec.defaultValue()
        .ifPresentOrElse(
            value -> params.put(name, value),
            () -> problems.add("parameter '" + name + "' is not given"));
  }
}
