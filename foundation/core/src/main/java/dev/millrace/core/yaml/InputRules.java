package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Binding;
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
    step.signature.ifPresent(
        signature -> {
          checkNames(step, signature);
          for (Port port : signature.inputs()) {
            Optional<JsonNode> given = Optional.ofNullable(step.form.with().get(port.name()));
            JsonPointer at = step.at.appendProperty("with").appendProperty(port.name());
            switch (port) {
              case ValuePort value ->
                  given
                      .map(node -> value(value, node, at))
                      .orElseGet(() -> absent(step, value))
                      .ifPresent(binding -> step.bind(port, binding));
              case ArtifactPort artifact ->
                  given
                      .flatMap(node -> sources.bind(artifact, node, at))
                      .ifPresent(binding -> step.bind(port, binding));
            }
          }
        });
  }

  private void checkNames(DraftStep step, ComponentSignature signature) {
    List<String> known = signature.inputs().stream().map(Port::name).toList();
    for (String name : step.form.with().keySet()) {
      if (!known.contains(name)) {
        lint.key(
            step.at.appendProperty("with").appendProperty(name),
            "component '" + signature.name() + "' has no input '" + name + "'",
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

  private Optional<Binding> value(ValuePort port, JsonNode template, JsonPointer at) {
    boolean understood = checkReferences(template, at);
    boolean fits = lint.fits(at, port.check(scope.preview(template)));
    return understood && fits && !template.isNull()
        ? Optional.of(new Binding.Data(Scope.normal(port, template)))
        : Optional.empty();
  }

  /** Expressions are bare references to something that is there. */
  private boolean checkReferences(JsonNode template, JsonPointer at) {
    boolean understood = true;
    if (template.isString()) {
      List<Scope.Fault> faults = scope.faults(template);
      faults.forEach(fault -> lint.value(at, fault));
      understood = faults.isEmpty();
    }
    for (int i = 0; template.isArray() && i < template.size(); i++) {
      understood &= checkReferences(template.get(i), at.appendIndex(i));
    }
    for (String key : template.propertyNames()) {
      understood &= checkReferences(template.get(key), at.appendProperty(key));
    }
    return understood;
  }
}
