package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.GenericTypes;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.Scope;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the section {@code outputs}: what a pipeline makes where it is nested. */
final class OutputRules {

  private final Lint lint;
  private final Scope scope;
  private final Set<String> queries;

  OutputRules(Lint lint, Scope scope, Set<String> queries) {
    this.lint = lint;
    this.scope = scope;
    this.queries = queries;
  }

  /** An output, and what it is to the pipeline around. */
  record Output(Binding binding, Port port) {}

  /** The outputs that can be made sense of; those with problems are noted. */
  SequencedMap<String, Output> read(JsonNode section, JsonPointer at) {
    SequencedMap<String, Output> outputs = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              checkId(entry.getKey(), inside);
              output(entry.getKey(), entry.getValue(), inside)
                  .ifPresent(output -> outputs.put(entry.getKey(), output));
            });
    return outputs;
  }

  private void checkId(String id, JsonPointer at) {
    if (!Names.isId(id)) {
      lint.key(at, "'" + id + "' is no id of an output", "use " + Names.ID);
    }
  }

  private Optional<Output> output(String name, JsonNode given, JsonPointer at) {
    Optional<ArtifactPort> made = made(given);
    return made.isPresent() ? artifact(name, made.get(), given, at) : value(name, given, at);
  }

  /** The port of an artifact, or of a list of them; empty if it is neither. */
  private Optional<ArtifactPort> made(JsonNode given) {
    if (given.isArray() && !given.isEmpty()) {
      return made(given.get(0))
          .map(one -> new ArtifactPort(one.name(), one.type(), Cardinality.MANY, one.doc()));
    }
    return given.isString()
        ? ArtifactReferences.reference(given.stringValue())
            .flatMap(reference -> ArtifactReferences.port(reference, scope))
        : Optional.empty();
  }

  private Optional<Output> artifact(
      String name, ArtifactPort made, JsonNode given, JsonPointer at) {
    ArtifactPort port = new ArtifactPort(name, made.type(), made.cardinality(), made.doc());
    return new SourceRules(lint, scope, queries)
        .bind(port, given, at)
        .map(binding -> new Output(binding, port));
  }

  private Optional<Output> value(String name, JsonNode given, JsonPointer at) {
    if (!new TemplateRules(lint, scope).check(given, at)) {
      return Optional.empty();
    }
    Shape shape = scope.shape(given);
    boolean optional = shape instanceof Shape.Maybe;
    Type type = GenericTypes.of(shape instanceof Shape.Maybe(Shape of) ? of : shape);
    ValuePort port =
        new ValuePort(
            name, type, Optional.empty(), optional, Optional.empty(), Optional.empty(), "");
    return Optional.of(new Output(new Binding.Data(Scope.normal(given)), port));
  }
}
