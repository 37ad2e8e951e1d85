package dev.millrace.core.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Default;
import dev.millrace.core.pipeline.ParameterType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sections of a pipeline file; each entry of a section has a form of its own. */
record FileForm(
    String name,
    @Default("\"\"") String description,
    @Default("{}") Map<String, JsonNode> params,
    Map<String, JsonNode> steps,
    @Default("[]") List<JsonNode> triggers) {

  /** One of {@code params}. */
  record ParamForm(
      ParameterType type,
      @JsonProperty("default") Optional<JsonNode> defaultValue,
      Optional<Double> min,
      Optional<Double> max,
      @Default("[]") List<JsonNode> oneOf,
      @Default("\"\"") String description) {}

  /** One of {@code steps}. */
  record StepForm(
      String uses, @Default("{}") Map<String, JsonNode> with, @Default("[]") List<String> after) {}
}
