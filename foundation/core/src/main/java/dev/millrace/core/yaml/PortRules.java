package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.GenericTypes;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.yaml.ComponentForm.PortForm;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the sections {@code inputs} and {@code outputs} of a component file. */
final class PortRules {

  private static final JsonForm<PortForm> FORM = new JsonForm<>(PortForm.class);
  private static final Pattern ARTIFACT = Pattern.compile("[A-Z][A-Za-z0-9]{0,99}");
  private static final SequencedMap<String, Type> VALUES = values();

  private final Lint lint;
  private final Collection<ArtifactType<?>> types;

  /**
   * @param types of artifacts that are known besides those on the class path
   */
  PortRules(Lint lint, Collection<ArtifactType<?>> types) {
    this.lint = lint;
    this.types = types;
  }

  List<Port> inputs(JsonNode section) {
    return ports(section, "inputs");
  }

  List<Port> outputs(JsonNode section) {
    List<Port> ports = ports(section, "outputs");
    for (Port port : ports) {
      JsonPointer at = JsonPointer.empty().appendProperty("outputs").appendProperty(port.name());
      switch (port) {
        case ArtifactPort artifact -> {
          if (artifact.cardinality() != Cardinality.ONE) {
            lint.key(
                at.appendProperty(artifact.cardinality() == Cardinality.MANY ? "many" : "optional"),
                "an output is always one artifact",
                "remove it; several files can be in one artifact");
          }
        }
        case ValuePort value -> {
          if (value.defaultValue().isPresent()) {
            lint.key(
                at.appendProperty("default"),
                "an output has no default",
                "remove it, or write optional: true for one that the program may leave out");
          }
        }
      }
    }
    return ports;
  }

  private List<Port> ports(JsonNode section, String name) {
    JsonPointer at = JsonPointer.empty().appendProperty(name);
    List<Port> ports = new ArrayList<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              if (!Names.isId(entry.getKey())) {
                lint.key(
                    inside,
                    "'" + entry.getKey() + "' is no name of an input or output",
                    "use " + Names.ID);
              } else if (lint.fits(inside, FORM.check(entry.getValue()))) {
                port(entry.getKey(), FORM.read(entry.getValue()), inside).ifPresent(ports::add);
              }
            });
    return ports;
  }

  private Optional<Port> port(String name, PortForm form, JsonPointer at) {
    Type value = VALUES.get(form.type());
    if (value != null) {
      return Optional.of(value(name, value, form, at));
    }
    if (ARTIFACT.matcher(form.type()).matches()) {
      return Optional.of(artifact(name, form, at));
    }
    List<String> known =
        Stream.concat(
                VALUES.keySet().stream(),
                Stream.concat(ArtifactTypes.all().stream(), types.stream()).map(ArtifactType::name))
            .toList();
    lint.value(
        at.appendProperty("type"),
        "there is no type '" + form.type() + "'",
        Suggestion.nearest(form.type(), known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(
                "use one of: "
                    + String.join(", ", VALUES.keySet())
                    + "; or a type of artifact, which starts with a capital letter"));
    return Optional.empty();
  }

  private Port artifact(String name, PortForm form, JsonPointer at) {
    form.defaultValue().ifPresent(_ -> notOfArtifact("default", at));
    form.min().ifPresent(_ -> notOfArtifact("min", at));
    form.max().ifPresent(_ -> notOfArtifact("max", at));
    if (form.many() && form.optional()) {
      lint.key(
          at.appendProperty("optional"), "an input of many may be of none anyway", "remove it");
    }
    Cardinality cardinality =
        form.many() ? Cardinality.MANY : form.optional() ? Cardinality.OPTIONAL : Cardinality.ONE;
    return new ArtifactPort(
        name, ArtifactTypes.named(form.type(), types), cardinality, form.description());
  }

  private void notOfArtifact(String key, JsonPointer at) {
    lint.key(at.appendProperty(key), "an artifact has no " + key, "remove it");
  }

  private ValuePort value(String name, Type type, PortForm form, JsonPointer at) {
    if (form.many()) {
      lint.key(at.appendProperty("many"), "a value is always one", "write type: list");
    }
    if (form.optional() && form.defaultValue().isPresent()) {
      lint.key(
          at.appendProperty("optional"), "it has a default, so it is never absent", "remove one");
    }
    boolean number = type == long.class || type == double.class;
    if (!number && (form.min().isPresent() || form.max().isPresent())) {
      lint.key(
          at.appendProperty(form.min().isPresent() ? "min" : "max"),
          "a value of type " + form.type() + " has no range",
          "remove it");
    }
    ValuePort bare =
        new ValuePort(
            name,
            type,
            Optional.empty(),
            form.optional() && form.defaultValue().isEmpty(),
            number ? form.min() : Optional.empty(),
            number ? form.max() : Optional.empty(),
            form.description());
    List<Mismatch> wrong = form.defaultValue().map(bare::check).orElse(List.of());
    boolean fits = lint.fits(at.appendProperty("default"), wrong);
    return fits ? withDefault(bare, form.defaultValue()) : bare;
  }

  private static ValuePort withDefault(ValuePort bare, Optional<JsonNode> given) {
    return new ValuePort(
        bare.name(),
        bare.type(),
        given.map(bare::normal),
        bare.optional(),
        bare.min(),
        bare.max(),
        bare.doc());
  }

  private static SequencedMap<String, Type> values() {
    SequencedMap<String, Type> values = new LinkedHashMap<>();
    values.put("string", String.class);
    values.put("integer", long.class);
    values.put("number", double.class);
    values.put("boolean", boolean.class);
    values.put("list", GenericTypes.LIST);
    values.put("map", GenericTypes.MAP);
    return values;
  }
}
