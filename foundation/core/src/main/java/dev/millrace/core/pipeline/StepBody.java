package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a step is: one component, or a whole pipeline. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StepBody.Uses.class, name = "uses"),
  @JsonSubTypes.Type(value = StepBody.Nested.class, name = "nested")
})
public sealed interface StepBody {

  /** For people. */
  String words();

  /**
   * A component.
   *
   * @param component its name
   */
  record Uses(String component) implements StepBody {
    @Override
    public String words() {
      return component;
    }
  }

  /**
   * A pipeline; the step's inputs are its parameters and its inputs, its outputs are the step's.
   *
   * @param directory of its file, relative to the directory of the pipeline around it; empty for
   *     one that is written inside it
   */
  record Nested(PipelineSpec pipeline, String directory) implements StepBody {
    @Override
    public String words() {
      return "pipeline " + pipeline.name();
    }
  }
}
