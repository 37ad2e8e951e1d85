package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of what goes into a step: its section {@code with}. */
final class InputRules {

  private final Lint lint;
  private final Scope scope;
  private final SourceRules sources;

  /**
   * @param queries by which artifacts are found in the store
   */
  InputRules(Lint lint, Scope scope, Set<String> queries) {
    this.lint = lint;
    this.scope = scope;
    this.sources = new SourceRules(lint, scope, queries);
  }

  /** Binds what the file gives, and the defaults of values that it leaves out. */
  void bind(DraftStep step) {
    step.body.ifPresent(body -> checkNames(step, body));
    for (Port port : step.inputs()) {
      Optional<JsonNode> given = Optional.ofNullable(step.form.with().get(port.name()));
      JsonPointer at = step.at.appendProperty("with").appendProperty(port.name());
      switch (port) {
        case ValuePort value ->
            given
                .map(node -> value(step, value, node, at))
                .orElseGet(() -> absent(step, value))
                .ifPresent(binding -> step.bind(port, binding));
        case ArtifactPort artifact ->
            given
                .flatMap(node -> sources.bind(artifact, node, at))
                .ifPresent(binding -> step.bind(port, binding));
      }
    }
  }

  private void checkNames(DraftStep step, DraftBody body) {
    List<String> known = step.inputs().stream().map(Port::name).toList();
    for (String name : step.form.with().keySet()) {
      if (!known.contains(name)) {
        lint.key(
            step.at.appendProperty("with").appendProperty(name),
            body.words() + " has no input '" + name + "'",
            Suggestion.remedy(name, known));
      }
    }
  }

  private Optional<Binding> absent(DraftStep step, ValuePort port) {
    if (port.required()) {
      lint.key(
          step.at,
          "step '" + step.id + "' lacks the input '" + port.name() + "'",
          "add with: { " + port.name() + ": … }, " + port.shape().words());
    }
    return port.defaultValue().map(Binding.Data::new);
  }

  private Optional<Binding> value(
      DraftStep step, ValuePort port, JsonNode template, JsonPointer at) {
    if (port.required()) {
      new ExitRule(lint, scope).checkRequired("input '" + port.name() + "'", template, at);
    }
    boolean understood = new TemplateRules(lint, scope).check(template, at);
    JsonNode known = scope.preview(template);
    boolean fits = lint.fits(at, port.check(known)) && isAllowed(step, port, known, at);
    return understood && fits && !template.isNull()
        ? Optional.of(new Binding.Data(Scope.normal(port, template)))
        : Optional.empty();
  }

  /** A parameter of a nested pipeline may name the only values that it takes. */
  private boolean isAllowed(DraftStep step, ValuePort port, JsonNode known, JsonPointer at) {
    if (known.isNull() || Deferred.within(known)) {
      return true;
    }
    Optional<String> wrong =
        step.body
            .flatMap(body -> body.parameter(port.name()))
            .flatMap(parameter -> Parameters.problem(parameter, known));
    wrong.ifPresent(message -> lint.value(at, message, "give a value that it takes"));
    return wrong.isEmpty();
  }
}
