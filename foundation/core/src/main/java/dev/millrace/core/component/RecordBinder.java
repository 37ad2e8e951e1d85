package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Files;
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

  private final RecordSignature signature;
  private final List<String> problems = new ArrayList<>();

  RecordBinder(RecordSignature signature) {
    this.signature = signature;
  }

  Record bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values) {
    refuseUnknown(artifacts.keySet(), values.keySet());
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Port port : signature.ports().inputs()) {
      arguments.add(
          switch (port) {
            case ArtifactPort artifact -> artifact(artifact, artifacts.get(artifact.name()));
            case ValuePort value -> value(value, Optional.ofNullable(values.get(value.name())));
          });
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(
          "the inputs of component '"
              + signature.ports().name()
              + "' do not fit: "
              + String.join("; ", problems));
    }
    return RecordParts.construct(signature.inputsType(), arguments.toArray());
  }

  private void refuseUnknown(Set<String> artifacts, Set<String> values) {
    List<String> known = signature.ports().inputs().stream().map(Port::name).toList();
    Set<String> given = new LinkedHashSet<>(artifacts);
    given.addAll(values);
    given.removeAll(known);
    given.forEach(
        name ->
            problems.add("there is no input '" + name + "', " + Suggestion.remedy(name, known)));
  }

  private @Nullable Object artifact(
      ArtifactPort port, @Nullable List<? extends Artifact> givenOrNull) {
    List<Artifact> given = new ArrayList<>();
    for (Artifact artifact : givenOrNull == null ? List.<Artifact>of() : givenOrNull) {
      Optional<Artifact> opened = opened(port, artifact);
      if (opened.isEmpty()) {
        String found = artifact.getClass().getSimpleName();
        problems.add(port.name() + ": expected " + port.type().name() + ", found " + found);
        return null;
      }
      given.add(opened.get());
    }
    return switch (port.cardinality()) {
      case MANY -> List.copyOf(given);
      case OPTIONAL -> atMostOne(port, given);
      case ONE -> atMostOne(port, given).orElseGet(() -> missing(port));
    };
  }

  /**
   * An artifact as the class that the port wants. What a program made has no class of its own, and
   * one of a user's jar has another each time that the jar is loaded.
   */
  private static Optional<Artifact> opened(ArtifactPort port, Artifact artifact) {
    Class<?> wanted = port.type().javaClass();
    if (wanted.isInstance(artifact)) {
      return Optional.of(artifact);
    }
    boolean sameFiles =
        artifact instanceof Files || artifact.getClass().getName().equals(wanted.getName());
    return sameFiles ? Optional.of(port.type().over(artifact.handle())) : Optional.empty();
  }

  private Optional<Artifact> atMostOne(ArtifactPort port, List<Artifact> given) {
    if (given.size() > 1) {
      problems.add(
          port.name() + ": expected one " + port.type().name() + ", found " + given.size());
    }
    return given.stream().findFirst();
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
