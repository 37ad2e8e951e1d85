package dev.millrace.core.pipeline;

import dev.millrace.core.component.GenericTypes;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.value.Spans;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a parameter of a pipeline may be. */
public enum ParameterType {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN,
  /** Relative to the pipeline's own directory, or absolute. */
  PATH,
  SPANS,
  /** ISO 8601: {@code P7D}, {@code PT30M}. */
  DURATION,
  TIMESTAMP,
  LIST,
  MAP;

  /** What sort of JSON its values are. */
  public Kind kind() {
    return switch (this) {
      case STRING, PATH, SPANS, DURATION, TIMESTAMP -> Kind.TEXT;
      case INTEGER -> Kind.WHOLE;
      case NUMBER -> Kind.REAL;
      case BOOLEAN -> Kind.FLAG;
      case LIST -> Kind.LIST;
      case MAP -> Kind.MAP;
    };
  }

  /** As written in a pipeline file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A port that reads values of this type within a range. */
  ValuePort port(Optional<Double> min, Optional<Double> max) {
    return new ValuePort(word(), javaType(), Optional.empty(), false, min, max, "");
  }

  private Type javaType() {
    return switch (this) {
      case STRING -> String.class;
      case INTEGER -> long.class;
      case NUMBER -> double.class;
      case BOOLEAN -> boolean.class;
      case PATH -> PathText.class;
      case SPANS -> Spans.class;
      case DURATION -> DurationText.class;
      case TIMESTAMP -> Instant.class;
      case LIST -> GenericTypes.LIST;
      case MAP -> GenericTypes.MAP;
    };
  }
}
