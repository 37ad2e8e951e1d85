package dev.millrace.core.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Range;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.value.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sections of a pipeline file; each entry of a section has a form of its own. */
record FileForm(
    String name,
    @Default("\"\"") String description,
    @Default("{}") Map<String, JsonNode> params,
    @Default("{}") Map<String, JsonNode> inputs,
    @Default("{}") Map<String, JsonNode> pools,
    Map<String, JsonNode> steps,
    @Default("{}") Map<String, JsonNode> onExit,
    @Default("{}") Map<String, JsonNode> outputs,
    @Default("[]") List<JsonNode> triggers) {

  /** A pipeline that is written inside another. */
  record InlineForm(
      @Default("\"\"") String description,
      @Default("{}") Map<String, JsonNode> params,
      @Default("{}") Map<String, JsonNode> inputs,
      Map<String, JsonNode> steps,
      @Default("{}") Map<String, JsonNode> onExit,
      @Default("{}") Map<String, JsonNode> outputs) {}

  /** One of {@code params}. */
  record ParamForm(
      ParameterType type,
      @JsonProperty("default") Optional<JsonNode> defaultValue,
      Optional<Double> min,
      Optional<Double> max,
      @Default("[]") List<JsonNode> oneOf,
      @Default("\"\"") String description) {}

  /** One of {@code inputs}. */
  record InputForm(
      String type,
      @Default("false") boolean optional,
      @Default("false") boolean many,
      @Default("\"\"") String description) {}

  /** One of {@code steps} or of {@code on_exit}. */
  record StepForm(
      Optional<String> uses,
      Optional<JsonNode> pipeline,
      @Default("{}") Map<String, JsonNode> with,
      @Default("[]") List<String> after,
      Optional<String> when,
      Optional<String> elseOf,
      Optional<JsonNode> forEach,
      @Range(min = 1, max = 10_000) Optional<Integer> parallelism,
      Optional<RetryForm> retry,
      Optional<Duration> timeout,
      @Default("false") boolean optional,
      @Default("true") boolean cache,
      Optional<String> pool,
      Optional<ResourceForm> resources,
      @Default("{}") Map<String, String> env,
      @Default("{}") Map<String, String> secrets) {

    StepForm {
      pipeline = pipeline.filter(written -> !written.isNull());
      forEach = forEach.filter(written -> !written.isNull());
    }
  }

  /** What happens after a failure. */
  record RetryForm(
      int times,
      @Default("PT1S") Duration delay,
      @Default("2") double factor,
      @Default("PT1H") Duration maxDelay) {}

  /** What a task needs to itself. */
  record ResourceForm(Optional<Double> cpus, Optional<ByteSize> memory) {}
}
