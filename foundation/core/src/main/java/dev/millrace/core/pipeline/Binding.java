package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an input of a step is bound to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Binding.Data.class, name = "data"),
  @JsonSubTypes.Type(value = Binding.Output.class, name = "output"),
  @JsonSubTypes.Type(value = Binding.Outputs.class, name = "outputs"),
  @JsonSubTypes.Type(value = Binding.Resolved.class, name = "resolved")
})
public sealed interface Binding {

  /**
   * A value; its strings may contain expressions, {@code ${params.x}} or {@code
   * ${steps.id.output}}. A string that is one whole expression keeps the type of what it names.
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

  /**
   * An artifact found in the store when the task starts, such as the model behind the alias {@code
   * champion}.
   */
  record Resolved(String query) implements Binding {}
}
