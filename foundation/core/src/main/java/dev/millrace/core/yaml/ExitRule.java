package dev.millrace.core.yaml;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.pipeline.StepOrder;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * An exit step runs whatever happened, so what it cannot do without must not be of a step that may
 * never have run.
 */
final class ExitRule {

  private final Lint lint;
  private final Scope scope;

  ExitRule(Lint lint, Scope scope) {
    this.lint = lint;
    this.scope = scope;
  }

  void checkRequired(String what, JsonNode template, JsonPointer at) {
    checkRequired(what, new Binding.Data(template), at);
  }

  /**
   * @param what takes it, as in "input 'x'"
   */
  void checkRequired(String what, Binding binding, JsonPointer at) {
    StepOrder.dependencies(binding).stream()
        .filter(scope::mayBeMissing)
        .findFirst()
        .ifPresent(
            step ->
                lint.value(
                    at,
                    "%s of an exit step cannot do without step '%s', which may not have run"
                        .formatted(what, step),
                    "give it to an optional input, or use params, run.* and other exit steps"));
  }
}
