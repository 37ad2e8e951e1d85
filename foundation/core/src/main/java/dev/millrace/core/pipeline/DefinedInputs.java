package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.Value;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Problem;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** Turns what is written in Java as inputs, lists and outputs into bindings. */
final class DefinedInputs {

  private final Scope scope;
  private final List<String> problems = new ArrayList<>();

  DefinedInputs(Scope scope) {
    this.scope = scope;
  }

  /**
   * The bindings of a step's record of inputs.
   *
   * @throws IllegalArgumentException naming everything that does not fit
   */
  SequencedMap<String, Binding> bindings(String step, RecordSignature signature, Record inputs) {
    SequencedMap<String, Object> given = signature.parts(inputs);
    SequencedMap<String, Binding> bindings = new LinkedHashMap<>();
    for (Port port : signature.ports().inputs()) {
      Object part = given.getOrDefault(port.name(), Optional.empty());
      Optional<Binding> binding =
          switch (port) {
            case ArtifactPort artifact -> artifact(artifact, part);
            case ValuePort value -> value(value, template(value, (Value<?>) part));
          };
      binding.ifPresent(
          bound -> {
            checkExit(port, bound);
            bindings.put(port.name(), bound);
          });
    }
    refuse("step '" + step + "'");
    return bindings;
  }

  private void refuse(String what) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(what + ": " + String.join("; ", problems));
    }
  }

  /** An exit step runs whatever happened. */
  private void checkExit(Port port, Binding bound) {
    if (port.required()) {
      StepOrder.dependencies(bound).stream()
          .filter(scope::mayBeMissing)
          .forEach(
              step ->
                  problems.add(
                      port.name() + ": an exit step cannot do without step '" + step + "'"));
    }
  }

  private Optional<Binding> artifact(ArtifactPort port, Object part) {
    return switch (port.cardinality()) {
      case ONE -> one(port, (Artifact) part);
      case OPTIONAL -> ((Optional<?>) part).flatMap(artifact -> one(port, (Artifact) artifact));
      case MANY -> many(port, (List<?>) part);
    };
  }

  private Optional<Binding> many(ArtifactPort port, List<?> artifacts) {
    List<Binding> bindings = new ArrayList<>();
    artifacts.forEach(artifact -> one(port, (Artifact) artifact).ifPresent(bindings::add));
    if (bindings.size() == 1 && !(bindings.getFirst() instanceof Binding.Output)) {
      return Optional.of(bindings.getFirst());
    }
    List<Binding.Output> outputs = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding instanceof Binding.Output output) {
        outputs.add(output);
      } else {
        problems.add(port.name() + ": a list of several takes outputs of steps only");
      }
    }
    return outputs.isEmpty() ? Optional.empty() : Optional.of(new Binding.Outputs(outputs));
  }

  private Optional<Binding> one(ArtifactPort port, Artifact artifact) {
    return switch (artifact.handle()) {
      case Handle.Promised promised -> Optional.of(output(port, promised));
      case Handle.OneOf(List<Handle.Promised> of) ->
          Optional.of(
              new Binding.OneOf(of.stream().map(promised -> output(port, promised)).toList()));
      case Handle.Sought(String query) -> Optional.of(new Binding.Resolved(query));
      case Handle.Imported(String path) -> Optional.of(new Binding.Imported(path));
      case Handle.Given(String input) -> {
        List<Problem> faults = new ArrayList<>();
        scope.given(input, faults).ifPresent(given -> checkOne(port, given));
        add(port, faults);
        yield Optional.of(new Binding.Given(input));
      }
      case Handle.Item() -> {
        if (scope.place().item().isEmpty()) {
          problems.add(port.name() + ": only the inputs of a step for each element have an item");
        }
        yield Optional.of(new Binding.Item());
      }
      case Handle.Staged _, Handle.Stored _ -> {
        problems.add(port.name() + ": an artifact of a run cannot be part of a definition");
        yield Optional.empty();
      }
    };
  }

  private Binding.Output output(ArtifactPort port, Handle.Promised promised) {
    List<Problem> faults = new ArrayList<>();
    scope
        .port(new Reference.StepOutput(promised.step(), promised.output()), faults)
        .ifPresent(made -> checkOne(port, made));
    add(port, faults);
    return new Binding.Output(promised.step(), promised.output());
  }

  private void add(ArtifactPort port, List<Problem> faults) {
    faults.forEach(fault -> problems.add(port.name() + ": " + fault.message()));
  }

  private void checkOne(ArtifactPort port, Port made) {
    if (made instanceof ArtifactPort artifact
        && artifact.cardinality() == Cardinality.MANY
        && port.cardinality() != Cardinality.MANY) {
      problems.add(port.name() + ": it takes one artifact, and this is a list of them");
    }
  }

  private static JsonNode template(ValuePort port, Value<?> value) {
    return value instanceof Value.Given<?>(Object given)
        ? Expressions.literal(port.write(given))
        : template(value);
  }

  private static JsonNode template(Value<?> value) {
    return switch (value) {
      case Value.Given<?>(Object given) -> Expressions.literal(Json.reparsed(Json.tree(given)));
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

  /**
   * A list of values to go through.
   *
   * @throws IllegalArgumentException if it is none
   */
  Binding.Data list(Value<?> list) {
    JsonNode template = template(list);
    scope.faults(template).forEach(fault -> problems.add(fault.message()));
    Binding.Data data = new Binding.Data(Scope.normal(template));
    if (problems.isEmpty() && FanItem.of(scope.preview(template)).isEmpty()) {
      problems.add(template + " is no list");
    }
    StepOrder.dependencies(data).stream()
        .filter(scope::mayBeMissing)
        .forEach(step -> problems.add("an exit step cannot do without step '" + step + "'"));
    refuse("for each");
    return data;
  }

  /** What an element of a list is. */
  FanItem item(Binding.Data list) {
    return FanItem.of(scope.preview(list.value())).orElseThrow();
  }

  /**
   * Artifacts to go through.
   *
   * @throws IllegalArgumentException naming what is none of a definition
   */
  Binding artifacts(ArtifactType<?> type, List<? extends Artifact> artifacts) {
    ArtifactPort port = new ArtifactPort("for each", type, Cardinality.MANY, "");
    Optional<Binding> binding = many(port, artifacts);
    if (problems.isEmpty() && !binding.map(this::isList).orElse(false)) {
      problems.add("go through outputs of steps, or through a list that the pipeline is given");
    }
    refuse("for each");
    return binding.orElseThrow();
  }

  private boolean isList(Binding binding) {
    return binding instanceof Binding.Outputs
        || (binding instanceof Binding.Given(String input)
            && scope
                .given(input, new ArrayList<>())
                .filter(given -> given.cardinality() == Cardinality.MANY)
                .isPresent());
  }

  /**
   * An output of the pipeline.
   *
   * @param part an artifact, an {@code Optional} or a list of such, or a value
   * @throws IllegalArgumentException naming what does not fit
   */
  Binding output(String name, Object part) {
    Optional<Binding> binding =
        switch (part) {
          case Artifact artifact -> one(port(name, artifact, Cardinality.ONE), artifact);
          case Optional<?> maybe -> maybe.map(artifact -> output(name, artifact));
          case List<?> list ->
              list.stream()
                  .findFirst()
                  .flatMap(first -> many(port(name, (Artifact) first, Cardinality.MANY), list));
          case Value<?> value -> Optional.of(output(value));
          default -> throw new IllegalArgumentException("output '" + name + "' is no promise");
        };
    refuse("output '" + name + "'");
    return binding.orElseThrow(
        () -> new IllegalArgumentException("output '" + name + "' is nothing"));
  }

  private static ArtifactPort port(String name, Artifact artifact, Cardinality cardinality) {
    return new ArtifactPort(name, Pipeline.type(artifact), cardinality, "");
  }

  private Binding output(Value<?> value) {
    JsonNode template = template(value);
    scope.faults(template).forEach(fault -> problems.add(fault.message()));
    return new Binding.Data(Scope.normal(template));
  }
}
