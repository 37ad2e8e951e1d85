package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.value.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;

/** Reads a component's signature from its class, its two records and their annotations. */
final class SignatureReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private SignatureReader() {}

  static RecordSignature read(Class<?> type) {
    Named named = type.getAnnotation(Named.class);
    if (named == null || !NAME.matcher(named.value()).matches()) {
      throw new IllegalArgumentException(
          type.getName() + " needs @Named(\"…\") with a name of the form " + NAME);
    }
    JavaType[] records = Json.mapper().constructType(type).findTypeParameters(Component.class);
    Class<? extends Record> inputs = recordType(type, records, 0);
    Class<? extends Record> outputs = recordType(type, records, 1);
    Doc doc = type.getAnnotation(Doc.class);
    ComponentSignature ports =
        new ComponentSignature(
            named.value(),
            doc == null ? "" : doc.value(),
            ports(inputs, SignatureReader::input),
            ports(outputs, SignatureReader::output));
    return new RecordSignature(ports, inputs, outputs);
  }

  static RecordSignature read(
      String name, Class<? extends Record> inputs, Class<? extends Record> outputs) {
    ComponentSignature ports =
        new ComponentSignature(
            name,
            "",
            ports(inputs, SignatureReader::input),
            ports(outputs, SignatureReader::input));
    return new RecordSignature(ports, inputs, outputs);
  }

  private static Class<? extends Record> recordType(Class<?> type, JavaType[] records, int index) {
    Class<?> raw = records.length == 2 ? records[index].getRawClass() : Object.class;
    if (!raw.isRecord()) {
      throw new IllegalArgumentException(
          type.getName() + " must implement Component<Inputs, Outputs> with two record classes");
    }
    return raw.asSubclass(Record.class);
  }

  private static List<Port> ports(
      Class<? extends Record> record, Function<RecordComponent, Port> read) {
    return Stream.of(record.getRecordComponents())
        .map(
            component -> {
              try {
                return read.apply(component);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    record.getName()
                        + ", component '"
                        + component.getName()
                        + "': "
                        + e.getMessage(),
                    e);
              }
            })
        .toList();
  }

  private static Port input(RecordComponent component) {
    return artifact(component, component.getGenericType(), Cardinality.ONE)
        .or(() -> wrapped(component, Optional.class, Cardinality.OPTIONAL))
        .or(() -> wrapped(component, List.class, Cardinality.MANY))
        .or(() -> value(component))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an input is an artifact, Optional or List of one, or a Value<T>; this is a "
                        + component.getGenericType().getTypeName()));
  }

  private static Port output(RecordComponent component) {
    return artifact(component, component.getGenericType(), Cardinality.ONE)
        .or(() -> value(component))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an output is an artifact or a Value<T>; this is a "
                        + component.getGenericType().getTypeName()));
  }

  private static Optional<Port> wrapped(
      RecordComponent component, Class<?> wrapper, Cardinality cardinality) {
    return component.getType() == wrapper
        ? argument(component).flatMap(of -> artifact(component, of, cardinality))
        : Optional.empty();
  }

  private static Optional<Port> artifact(
      RecordComponent component, Type type, Cardinality cardinality) {
    if (!(type instanceof Class<?> known) || !Artifact.class.isAssignableFrom(known)) {
      return Optional.empty();
    }
    return Optional.of(
        new ArtifactPort(
            RecordFields.key(component),
            ArtifactTypes.of(known.asSubclass(Artifact.class)),
            cardinality,
            RecordFields.doc(component)));
  }

  private static Optional<Port> value(RecordComponent component) {
    if (component.getType() != Value.class) {
      return Optional.empty();
    }
    Type of =
        argument(component)
            .orElseThrow(() -> new IllegalArgumentException("name the type of its Value<…>"));
    ValuePort port = RecordFields.port(component, of);
    var _ = port.shape(); // refuses types that cannot be read
    return Optional.of(port);
  }

  private static Optional<Type> argument(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType generic
        ? Optional.of(generic.getActualTypeArguments()[0])
        : Optional.empty();
  }
}
