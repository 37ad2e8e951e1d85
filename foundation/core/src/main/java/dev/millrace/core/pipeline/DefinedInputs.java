package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.Value;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** Turns a step's record of inputs, as written in Java, into bindings. */
final class DefinedInputs {

  private final Scope scope;
  private final ComponentSignature signature;
  private final List<String> problems = new ArrayList<>();

  DefinedInputs(Scope scope, ComponentSignature signature) {
    this.scope = scope;
    this.signature = signature;
  }

  SequencedMap<String, Binding> bindings(String step, Record inputs) {
    SequencedMap<String, Object> given = signature.parts(inputs);
    SequencedMap<String, Binding> bindings = new LinkedHashMap<>();
    for (Port port : signature.inputs()) {
      Object part = given.getOrDefault(port.name(), Optional.empty());
      Optional<Binding> binding =
          switch (port) {
            case ArtifactPort artifact -> artifact(artifact, part);
            case ValuePort value -> value(value, template(value, (Value<?>) part));
          };
      binding.ifPresent(bound -> bindings.put(port.name(), bound));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("step '" + step + "': " + String.join("; ", problems));
    }
    return bindings;
  }

  private Optional<Binding> artifact(ArtifactPort port, Object part) {
    return switch (port.cardinality()) {
      case ONE -> one(port, (Artifact) part);
      case OPTIONAL -> ((Optional<?>) part).flatMap(artifact -> one(port, (Artifact) artifact));
      case MANY -> many(port, (List<?>) part);
    };
  }

  private Optional<Binding> many(ArtifactPort port, List<?> artifacts) {
    List<Binding.Output> outputs = new ArrayList<>();
    for (Object artifact : artifacts) {
      one(port, (Artifact) artifact)
          .ifPresent(
              binding -> {
                if (binding instanceof Binding.Output output) {
                  outputs.add(output);
                } else {
                  problems.add(port.name() + ": a list takes outputs of steps only");
                }
              });
    }
    return outputs.isEmpty() ? Optional.empty() : Optional.of(new Binding.Outputs(outputs));
  }

  private Optional<Binding> one(ArtifactPort port, Artifact artifact) {
    return switch (artifact.handle()) {
      case Handle.Promised(String step, String output) -> {
        List<Scope.Fault> faults = new ArrayList<>();
        var _ = scope.port(new Reference.StepOutput(step, output), faults);
        faults.forEach(fault -> problems.add(port.name() + ": " + fault.message()));
        yield Optional.of(new Binding.Output(step, output));
      }
      case Handle.Sought(String query) -> Optional.of(new Binding.Resolved(query));
      case Handle.Staged _, Handle.Stored _ -> {
        problems.add(port.name() + ": an artifact of a run cannot be part of a definition");
        yield Optional.empty();
      }
    };
  }

  private static JsonNode template(ValuePort port, Value<?> value) {
    return switch (value) {
      case Value.Given<?> given -> Expressions.literal(port.write(given.get()));
      case Value.Parameter<?>(String name) -> reference(new Reference.Param(name));
      case Value.Promised<?>(String step, String output) ->
          reference(new Reference.StepOutput(step, output));
      case Value.Template<?>(JsonNode tree) -> tree;
    };
  }

  private static JsonNode reference(Reference reference) {
    return Json.tree("${" + reference.text() + "}");
  }

  private Optional<Binding> value(ValuePort port, JsonNode template) {
    List<String> wrong = new ArrayList<>();
    scope.faults(template).forEach(fault -> wrong.add(port.name() + ": " + fault.message()));
    for (Mismatch mismatch : port.check(scope.preview(template))) {
      wrong.add(port.name() + mismatch.path() + ": " + mismatch.message());
    }
    problems.addAll(wrong);
    if (!wrong.isEmpty() || template.isNull()) {
      return Optional.empty();
    }
    return Optional.of(new Binding.Data(Scope.normal(port, template)));
  }
}
