package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fills a component's record of inputs, or names every input that does not fit. */
final class RecordBinder {

  private final ComponentSignature signature;
  private final List<String> problems = new ArrayList<>();

  RecordBinder(ComponentSignature signature) {
    this.signature = signature;
  }

  Record bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values) {
    refuseUnknown(artifacts.keySet(), values.keySet());
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Port port : signature.inputs()) {
      arguments.add(
          switch (port) {
            case ArtifactPort artifact -> artifact(artifact, artifacts.get(artifact.name()));
            case ValuePort value -> value(value, Optional.ofNullable(values.get(value.name())));
          });
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(
          "the inputs of component '"
              + signature.name()
              + "' do not fit: "
              + String.join("; ", problems));
    }
    return RecordParts.construct(signature.inputsType(), arguments.toArray());
  }

  private void refuseUnknown(Set<String> artifacts, Set<String> values) {
    List<String> known = signature.inputs().stream().map(Port::name).toList();
    Set<String> given = new LinkedHashSet<>(artifacts);
    given.addAll(values);
    given.removeAll(known);
    given.forEach(
        name ->
            problems.add("there is no input '" + name + "', " + Suggestion.remedy(name, known)));
  }

  private @Nullable Object artifact(
      ArtifactPort port, @Nullable List<? extends Artifact> givenOrNull) {
    List<? extends Artifact> given = givenOrNull == null ? List.of() : givenOrNull;
    for (Artifact artifact : given) {
      if (!port.type().javaClass().isInstance(artifact)) {
        String found = artifact.getClass().getSimpleName();
        problems.add(port.name() + ": expected " + port.type().name() + ", found " + found);
        return null;
      }
    }
    return switch (port.cardinality()) {
      case MANY -> List.copyOf(given);
      case OPTIONAL -> atMostOne(port, given);
      case ONE -> atMostOne(port, given).orElseGet(() -> missing(port));
    };
  }

  private Optional<Artifact> atMostOne(ArtifactPort port, List<? extends Artifact> given) {
    if (given.size() > 1) {
      problems.add(
          port.name() + ": expected one " + port.type().name() + ", found " + given.size());
    }
    return given.stream().map(Artifact.class::cast).findFirst();
  }

  private @Nullable Artifact missing(ArtifactPort port) {
    problems.add(port.name() + ": expected " + port.type().name() + ", found nothing");
    return null;
  }

  private @Nullable Object value(ValuePort port, Optional<JsonNode> given) {
    Optional<JsonNode> value = given.or(port::defaultValue);
    if (value.isEmpty()) {
      if (!port.optional()) {
        problems.add(port.name() + ": expected " + port.shape().words() + ", found nothing");
      }
      return Value.of(Optional.empty());
    }
    List<Mismatch> mismatches = port.check(value.get());
    mismatches.forEach(
        mismatch -> problems.add(port.name() + mismatch.path() + ": " + mismatch.message()));
    return mismatches.isEmpty() ? Value.of(port.read(value.get())) : null;
  }
}
