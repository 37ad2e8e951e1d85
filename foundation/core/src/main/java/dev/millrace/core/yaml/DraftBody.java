package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.StepBody;
import java.util.Optional;

/**
 * What a step is.
 *
 * @param signature of one round of it
 * @param steps how many there are in it; none in a component
 */
record DraftBody(StepBody body, ComponentSignature signature, long steps) {

  /** For people: what takes the inputs. */
  String words() {
    return switch (body) {
      case StepBody.Uses(String component) -> "component '" + component + "'";
      case StepBody.Nested nested -> "pipeline '" + nested.pipeline().name() + "'";
    };
  }

  /** The parameter of a nested pipeline that an input is. */
  Optional<ParameterSpec> parameter(String input) {
    return switch (body) {
      case StepBody.Uses _ -> Optional.empty();
      case StepBody.Nested nested -> Optional.ofNullable(nested.pipeline().params().get(input));
    };
  }
}
