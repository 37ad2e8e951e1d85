package dev.millrace.core.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.millrace.core.component.Shape;
import java.util.Optional;

/** Shapes of values as types of CEL, and back. */
final class CelShapes {

  private CelShapes() {}

  /** The type of values of a shape. A record is a map, of which CEL knows no more. */
  static CelType type(Shape shape) {
    return switch (shape) {
      case Shape.Anything() -> SimpleType.DYN;
      case Shape.Text(), Shape.Choice _ -> SimpleType.STRING;
      case Shape.Flag() -> SimpleType.BOOL;
      case Shape.Whole _ -> SimpleType.INT;
      case Shape.Real() -> SimpleType.DOUBLE;
      case Shape.Converted(_, boolean textOnly, _) -> textOnly ? SimpleType.STRING : SimpleType.DYN;
      case Shape.ListOf(Shape element) -> ListType.create(type(element));
      case Shape.MapOf(_, Shape value) -> MapType.create(SimpleType.STRING, type(value));
      case Shape.Fields _, Shape.Variants _ -> MapType.create(SimpleType.STRING, SimpleType.DYN);
      case Shape.Bounded(Shape of, _, _) -> type(of);
      case Shape.Maybe(Shape of) ->
          type(of) instanceof SimpleType simple && !simple.equals(SimpleType.DYN)
              ? NullableType.create(simple)
              : SimpleType.DYN;
    };
  }

  /** The shape of what a value of a type is as JSON; empty if it is no JSON. */
  static Optional<Shape> shape(CelType type) {
    return switch (type.kind()) {
      case BOOL -> Optional.of(new Shape.Flag());
      case INT, UINT -> Optional.of(Shape.of(long.class));
      case DOUBLE -> Optional.of(new Shape.Real());
      case STRING, TIMESTAMP, DURATION -> Optional.of(new Shape.Text());
      case LIST -> shape(type.parameters().getFirst()).map(Shape.ListOf::new);
      case MAP ->
          isText(type.parameters().getFirst())
              ? shape(type.parameters().getLast())
                  .map(value -> new Shape.MapOf(Optional.empty(), value))
              : Optional.empty();
      case NULL_TYPE -> Optional.of(new Shape.Maybe(new Shape.Anything()));
      case DYN, ANY, TYPE_PARAM, STRUCT -> Optional.of(new Shape.Anything());
      case BYTES, TYPE, OPAQUE, ERROR, UNSPECIFIED -> Optional.empty();
    };
  }

  /** JSON has text for keys; those of an empty map are anything. */
  private static boolean isText(CelType key) {
    return switch (key.kind()) {
      case STRING, DYN, ANY, TYPE_PARAM -> true;
      case BOOL,
          BYTES,
          DOUBLE,
          DURATION,
          ERROR,
          INT,
          LIST,
          MAP,
          NULL_TYPE,
          OPAQUE,
          STRUCT,
          TIMESTAMP,
          TYPE,
          UINT,
          UNSPECIFIED ->
          false;
    };
  }
}
