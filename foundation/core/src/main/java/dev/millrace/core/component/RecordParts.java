package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes records of inputs and outputs apart, and puts them together. */
final class RecordParts {

  private RecordParts() {}

  static SequencedMap<String, Object> parts(Record record, List<Port> ports) {
    SequencedMap<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      parts.put(ports.get(i).name(), component(record, i));
    }
    return parts;
  }

  static SequencedMap<String, JsonNode> values(Record record, List<Port> ports) {
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      switch (ports.get(i)) {
        case ValuePort port ->
            values.put(port.name(), port.write(((Value<?>) component(record, i)).get()));
        case ArtifactPort _ -> {}
      }
    }
    return values;
  }

  static SequencedMap<String, Artifact> artifacts(Record record, List<Port> ports) {
    SequencedMap<String, Artifact> artifacts = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      switch (ports.get(i)) {
        case ArtifactPort port -> artifacts.put(port.name(), (Artifact) component(record, i));
        case ValuePort _ -> {}
      }
    }
    return artifacts;
  }

  static Record promised(RecordSignature signature, String step) {
    Object[] promises =
        signature.ports().outputs().stream()
            .map(
                port ->
                    switch (port) {
                      case ArtifactPort artifact ->
                          over(artifact, new Handle.Promised(step, artifact.name()));
                      case ValuePort value -> new Value.Promised<>(step, value.name());
                    })
            .toArray();
    return construct(signature.outputsType(), promises);
  }

  /** The inputs as what is written inside a pipeline that will be given them has them. */
  static Record given(RecordSignature signature) {
    Object[] inputs =
        signature.ports().inputs().stream()
            .map(
                port ->
                    switch (port) {
                      case ArtifactPort artifact ->
                          over(artifact, new Handle.Given(artifact.name()));
                      case ValuePort value -> new Value.Parameter<>(value.name());
                    })
            .toArray();
    return construct(signature.inputsType(), inputs);
  }

  /**
   * As the record's component has it: the artifact itself, or one in a list that stands for all.
   */
  private static Object over(ArtifactPort port, Handle handle) {
    Artifact artifact = port.type().over(handle);
    return switch (port.cardinality()) {
      case ONE -> artifact;
      case OPTIONAL -> Optional.of(artifact);
      case MANY -> List.of(artifact);
    };
  }

  /**
   * A new record.
   *
   * @throws UserError with the record's own words if it refuses its components
   */
  static Record construct(Class<? extends Record> type, @Nullable Object[] components) {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw UserError.failure(String.valueOf(refusal.getMessage())).causedBy(refusal);
      }
      throw new IllegalStateException("making a " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  /** A component of a record by its place. */
  private static Object component(Record record, int index) {
    RecordComponent component = record.getClass().getRecordComponents()[index];
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      Object value = accessor.invoke(record);
      if (value == null) {
        throw new IllegalStateException(
            "'" + component.getName() + "' of a " + record.getClass().getName() + " is null");
      }
      return value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
