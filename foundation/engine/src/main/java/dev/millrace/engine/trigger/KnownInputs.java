package dev.millrace.engine.trigger;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.SpanSource.Span;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a pipeline's steps are given as far as that is known without a run: values made of
 * parameters.
 *
 * @param params every parameter's value
 * @param directory of the pipeline
 */
record KnownInputs(
    PipelineSpec pipeline, Map<String, JsonNode> params, Path directory, Components components) {

  /** A text with parameters filled in. */
  String text(String template) {
    return evaluate(JsonNodeFactory.instance.stringNode(template)).asString();
  }

  /**
   * The spans that a step would find.
   *
   * @throws UserError if its component knows of no spans, or its inputs are not known
   */
  List<Span> spans(String step) throws IOException {
    StepSpec spec = pipeline.step(step);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Map.Entry<String, Binding> input : spec.inputs().entrySet()) {
      if (!(input.getValue() instanceof Binding.Data(JsonNode template))) {
        throw UserError.failure(
                "which spans step '%s' finds is not known before it runs: its input '%s' is made in the run"
                    .formatted(step, input.getKey()))
            .hint("new_span needs a step whose inputs are values and parameters");
      }
      values.put(input.getKey(), evaluate(template));
    }
    return code(step, spec)
        .bind(Map.of(), values)
        .spans(directory)
        .orElseThrow(
            () ->
                UserError.failure(
                        "step '%s' uses %s, which knows of no spans"
                            .formatted(step, spec.body().words()))
                    .hint("name a step that reads spans, such as one that uses ingest"));
  }

  private StepCode code(String step, StepSpec spec) {
    String name =
        switch (spec.body()) {
          case StepBody.Uses(String component) -> component;
          case StepBody.Nested nested ->
              throw UserError.failure(
                      "step '%s' is a %s, which knows of no spans".formatted(step, nested.words()))
                  .hint("put the step that reads the data into the outer pipeline");
        };
    return components
        .find(name)
        .orElseThrow(
            () ->
                UserError.failure(
                        "step '%s' uses '%s', and there is no such component".formatted(step, name))
                    .hint(Suggestion.remedy(name, components.names())));
  }

  private JsonNode evaluate(JsonNode template) {
    return Expressions.evaluate(template, params, Map.of());
  }
}
