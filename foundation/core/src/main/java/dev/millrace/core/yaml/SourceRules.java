package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Reference;
import dev.millrace.core.pipeline.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of what an artifact input may be given: outputs of steps, or a query. */
final class SourceRules {

  private final Lint lint;
  private final Scope scope;
  private final Set<String> queries;

  SourceRules(Lint lint, Scope scope, Set<String> queries) {
    this.lint = lint;
    this.scope = scope;
    this.queries = queries;
  }

  /** The source that the file names; empty if it names none, or none that fits. */
  Optional<Binding> bind(ArtifactPort port, JsonNode given, JsonPointer at) {
    if (given.isNull() && !port.required()) {
      return Optional.empty();
    }
    if (port.cardinality() == Cardinality.MANY && given.isArray()) {
      return several(port, given, at);
    }
    Optional<Binding> one =
        given.isString() ? source(port, given.stringValue(), at) : notASource(port, given, at);
    return port.cardinality() == Cardinality.MANY
        ? one.flatMap(binding -> several(port, List.of(binding), at))
        : one;
  }

  private Optional<Binding> several(ArtifactPort port, JsonNode given, JsonPointer at) {
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      JsonNode element = given.get(i);
      JsonPointer place = at.appendIndex(i);
      (element.isString()
              ? source(port, element.stringValue(), place)
              : notASource(port, element, place))
          .ifPresent(bindings::add);
    }
    return several(port, bindings, at);
  }

  private Optional<Binding> several(ArtifactPort port, List<Binding> bindings, JsonPointer at) {
    List<Binding.Output> outputs = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding instanceof Binding.Output output) {
        outputs.add(output);
      } else {
        lint.value(
            at,
            "input '" + port.name() + "' takes outputs of steps only",
            "write a list of ${steps.ID.OUTPUT}");
      }
    }
    return outputs.isEmpty() ? Optional.empty() : Optional.of(new Binding.Outputs(outputs));
  }

  private Optional<Binding> notASource(ArtifactPort port, JsonNode given, JsonPointer at) {
    lint.value(
        at,
        "input '"
            + port.name()
            + "' takes an artifact of type "
            + port.type().name()
            + ", found "
            + Mismatch.found(given),
        sources());
    return Optional.empty();
  }

  private String sources() {
    return "write ${steps.ID.OUTPUT}"
        + (queries.isEmpty() ? "" : ", or one of: " + String.join(", ", sorted(queries)));
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** An output of a step, or a query for the store. */
  private Optional<Binding> source(ArtifactPort port, String text, JsonPointer at) {
    if (text.startsWith("${") && text.endsWith("}")) {
      Optional<Reference> reference = Reference.parse(text.substring(2, text.length() - 1));
      if (reference.isPresent() && reference.get() instanceof Reference.StepOutput output) {
        return output(port, output, at);
      }
    }
    if (queries.contains(text)) {
      return Optional.of(new Binding.Resolved(text));
    }
    lint.value(
        at,
        "'" + text + "' names no artifact",
        Suggestion.nearest(text, queries)
            .map(near -> "did you mean '" + near + "'?")
            .orElseGet(this::sources));
    return Optional.empty();
  }

  private Optional<Binding> output(
      ArtifactPort port, Reference.StepOutput reference, JsonPointer at) {
    List<Scope.Fault> faults = new ArrayList<>();
    Optional<Port> made = scope.port(reference, faults);
    made.filter(output -> !isOfType(output, port))
        .ifPresent(output -> faults.add(wrongType(port, reference, output)));
    faults.forEach(fault -> lint.value(at, fault));
    return faults.isEmpty()
        ? Optional.of(new Binding.Output(reference.step(), reference.output()))
        : Optional.empty();
  }

  private static boolean isOfType(Port output, ArtifactPort port) {
    return output instanceof ArtifactPort made && made.type().equals(port.type());
  }

  private static Scope.Fault wrongType(
      ArtifactPort port, Reference.StepOutput reference, Port output) {
    String found = output instanceof ArtifactPort made ? made.type().name() : "a value";
    String type = port.type().name();
    return new Scope.Fault(
        "input '%s' takes %s, ${%s} is %s".formatted(port.name(), type, reference.text(), found),
        "name an output of type " + type);
  }
}
