package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Port;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.yaml.FileForm.InputForm;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the section {@code inputs}: the artifacts that a nested pipeline is given. */
final class GivenRules {

  private static final JsonForm<InputForm> FORM = new JsonForm<>(InputForm.class);
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]{0,99}");

  private final Lint lint;
  private final Set<String> params;

  /**
   * @param params of the same pipeline
   */
  GivenRules(Lint lint, Set<String> params) {
    this.lint = lint;
    this.params = params;
  }

  /** The inputs; empty where nothing can be made of one, with its problems noted. */
  SequencedMap<String, Optional<InputSpec>> read(JsonNode section, JsonPointer at) {
    SequencedMap<String, Optional<InputSpec>> inputs = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              checkId(entry.getKey(), inside);
              inputs.put(entry.getKey(), input(entry.getValue(), inside));
            });
    return inputs;
  }

  private void checkId(String id, JsonPointer at) {
    if (!Names.isId(id)) {
      lint.key(at, "'" + id + "' is no id of an input", "use " + Names.ID);
    }
    if (params.contains(id)) {
      lint.key(
          at,
          "'" + id + "' is a parameter and an input: a step that nests this could not tell them",
          "rename one of them");
    }
  }

  private Optional<InputSpec> input(JsonNode node, JsonPointer at) {
    if (!lint.fits(at, FORM.check(node))) {
      return Optional.empty();
    }
    InputForm form = FORM.read(node);
    checkType(form.type(), at.appendProperty("type"));
    checkCardinality(form, at);
    Cardinality cardinality =
        form.many() ? Cardinality.MANY : form.optional() ? Cardinality.OPTIONAL : Cardinality.ONE;
    return Optional.of(new InputSpec(form.type(), cardinality, form.description()));
  }

  private void checkType(String type, JsonPointer at) {
    if (!TYPE.matcher(type).matches()) {
      lint.value(
          at,
          "'" + type + "' is no type of an artifact",
          "use an upper-case letter, then letters and digits, such as Examples; values are params");
    }
  }

  private void checkCardinality(InputForm form, JsonPointer at) {
    if (form.many() && form.optional()) {
      lint.key(
          at.appendProperty("optional"),
          "an input that takes many takes none as well",
          "remove optional");
    }
  }

  /** A type that nothing takes or makes is misspelt. */
  void checkTypes(
      SequencedMap<String, Optional<InputSpec>> inputs,
      JsonPointer at,
      Components components,
      DraftSteps steps) {
    if (inputs.isEmpty() || !steps.allKnown()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    ArtifactTypes.all().forEach(type -> known.add(type.name()));
    Stream.concat(
            components.names().stream().flatMap(name -> components.signature(name).stream()),
            steps.all().flatMap(step -> step.outside().stream()))
        .flatMap(GivenRules::types)
        .forEach(type -> known.add(type.name()));
    inputs.forEach(
        (id, input) ->
            input
                .map(InputSpec::type)
                .filter(type -> TYPE.matcher(type).matches() && !known.contains(type))
                .ifPresent(
                    type ->
                        lint.value(
                            at.appendProperty(id).appendProperty("type"),
                            "no component takes or makes an artifact of type '" + type + "'",
                            Suggestion.remedy(type, known))));
  }

  private static Stream<ArtifactType<?>> types(ComponentSignature signature) {
    return Stream.<Port>concat(signature.inputs().stream(), signature.outputs().stream())
        .<ArtifactType<?>>mapMulti(
            (port, types) -> {
              if (port instanceof ArtifactPort artifact) {
                types.accept(artifact.type());
              }
            });
  }
}
