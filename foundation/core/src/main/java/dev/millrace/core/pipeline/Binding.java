package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an input of a step is bound to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Binding.Data.class, name = "data"),
  @JsonSubTypes.Type(value = Binding.Output.class, name = "output"),
  @JsonSubTypes.Type(value = Binding.Outputs.class, name = "outputs"),
  @JsonSubTypes.Type(value = Binding.OneOf.class, name = "one_of"),
  @JsonSubTypes.Type(value = Binding.Given.class, name = "given"),
  @JsonSubTypes.Type(value = Binding.Item.class, name = "item"),
  @JsonSubTypes.Type(value = Binding.Resolved.class, name = "resolved"),
  @JsonSubTypes.Type(value = Binding.Imported.class, name = "imported")
})
public sealed interface Binding {

  /**
   * A value; its strings may contain expressions, {@code ${params.x}}, {@code ${steps.id.output}}
   * or CEL over such names. A string that is one whole expression keeps the type of its value.
   */
  record Data(JsonNode value) implements Binding {}

  /** The artifact that a step makes. */
  record Output(String step, String output) implements Binding {}

  /** Several artifacts, for an input that takes a list. */
  record Outputs(List<Output> of) implements Binding {
    public Outputs {
      of = List.copyOf(of);
    }
  }

  /** The artifact of whichever of several steps ran, the first of them if several did. */
  record OneOf(List<Output> of) implements Binding {
    public OneOf {
      of = List.copyOf(of);
    }
  }

  /** An artifact that a nested pipeline is given by the one around it. */
  record Given(String input) implements Binding {}

  /** The artifact that this round of a fan-out is about. */
  record Item() implements Binding {}

  /**
   * What is found in the store when the task starts: {@code latest}, {@code latest_blessed}, the
   * model behind an alias such as {@code champion}, or {@code spans last 4 skip 1} for a list.
   */
  record Resolved(String query) implements Binding {}

  /**
   * Files from outside, taken into the store when the task starts.
   *
   * @param path of a file or a directory, relative to the pipeline's; may contain expressions
   */
  record Imported(String path) implements Binding {}

  /** True if it is of the round that a step is run in, where that is run for each of a list. */
  default boolean namesRound() {
    return switch (this) {
      case Item() -> true;
      case Data(JsonNode template) -> namesRound(template);
      case Imported(String path) -> namesRound(JsonNodeFactory.instance.stringNode(path));
      case Output _, Outputs _, OneOf _, Given _, Resolved _ -> false;
    };
  }

  private static boolean namesRound(JsonNode template) {
    return Expressions.references(template).stream()
        .anyMatch(
            reference ->
                reference instanceof Reference.Item || reference instanceof Reference.Index);
  }
}
