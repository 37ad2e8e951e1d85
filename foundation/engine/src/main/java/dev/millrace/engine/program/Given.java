package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The inputs of a program, checked against its ports.
 *
 * @param artifacts by input, of every artifact input
 * @param values by input, of every value input, in normal form; JSON null where it is absent
 */
record Given(Map<String, List<Artifact>> artifacts, SequencedMap<String, JsonNode> values) {

  /**
   * Checks what is given.
   *
   * @throws UserError naming every input that does not fit
   */
  static Given of(
      ComponentSignature signature,
      Map<String, ? extends List<? extends Artifact>> artifacts,
      Map<String, JsonNode> values) {
    List<String> problems = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(artifacts.keySet());
    unknown.addAll(values.keySet());
    List<String> known = signature.inputs().stream().map(Port::name).toList();
    known.forEach(unknown::remove);
    for (String name : unknown) {
      problems.add("there is no input '" + name + "', " + Suggestion.remedy(name, known));
    }
    Map<String, List<Artifact>> files = new LinkedHashMap<>();
    for (ArtifactPort port : signature.artifactInputs()) {
      List<? extends Artifact> given = artifacts.get(port.name());
      files.put(port.name(), artifacts(port, given == null ? List.of() : given, problems));
    }
    SequencedMap<String, JsonNode> texts = new LinkedHashMap<>();
    for (ValuePort port : signature.valueInputs()) {
      texts.put(port.name(), value(port, Optional.ofNullable(values.get(port.name())), problems));
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(
          "the inputs of component '"
              + signature.name()
              + "' do not fit: "
              + String.join("; ", problems));
    }
    return new Given(files, texts);
  }

  private static List<Artifact> artifacts(
      ArtifactPort port, List<? extends Artifact> given, List<String> problems) {
    if (given.isEmpty() && port.required()) {
      problems.add(port.name() + ": expected " + port.type().name() + ", found nothing");
    }
    if (given.size() > 1 && port.cardinality() != Cardinality.MANY) {
      problems.add(
          port.name() + ": expected one " + port.type().name() + ", found " + given.size());
    }
    return List.copyOf(given);
  }

  private static JsonNode value(ValuePort port, Optional<JsonNode> given, List<String> problems) {
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    Optional<JsonNode> value = given.or(port::defaultValue);
    if (value.isEmpty()) {
      if (!port.optional()) {
        problems.add(port.name() + ": expected " + port.shape().words() + ", found nothing");
      }
      return nothing;
    }
    List<Mismatch> mismatches = port.check(value.get());
    mismatches.forEach(
        mismatch -> problems.add(port.name() + mismatch.path() + ": " + mismatch.message()));
    return mismatches.isEmpty() ? port.normal(value.get()) : nothing;
  }
}
