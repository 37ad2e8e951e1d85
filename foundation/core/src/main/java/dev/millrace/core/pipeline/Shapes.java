package dev.millrace.core.pipeline;

import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Shape;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The shapes of what a pipeline names and writes. */
final class Shapes {

  private static final Shape ANYTHING = new Shape.Anything();

  private Shapes() {}

  /** Of values of a parameter, in their normal form. */
  static Shape of(ParameterType type) {
    return of(type.kind());
  }

  private static Shape of(Kind kind) {
    return switch (kind) {
      case TEXT -> new Shape.Text();
      case WHOLE -> Shape.of(long.class);
      case REAL -> new Shape.Real();
      case FLAG -> new Shape.Flag();
      case LIST -> new Shape.ListOf(ANYTHING);
      case MAP -> new Shape.MapOf(Optional.empty(), ANYTHING);
      case ANY -> ANYTHING;
    };
  }

  /** Of a value as far as it is known before a run. */
  static Shape of(JsonNode known) {
    return switch (known.getNodeType()) {
      case STRING -> of(Kind.TEXT);
      case BOOLEAN -> of(Kind.FLAG);
      case NUMBER -> of(known.isIntegralNumber() ? Kind.WHOLE : Kind.REAL);
      case ARRAY -> new Shape.ListOf(common(known.valueStream().toList()));
      case OBJECT -> of(Kind.MAP);
      case POJO -> Deferred.find(known).map(Deferred::shape).orElse(ANYTHING);
      case NULL, MISSING, BINARY -> ANYTHING;
    };
  }

  /** Of each of several values; anything if they differ. */
  static Shape common(List<JsonNode> known) {
    return join(known.stream().map(Shapes::of).toList());
  }

  /** The one shape that several have; anything if they differ. */
  static Shape join(List<Shape> shapes) {
    List<Shape> distinct = shapes.stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.getFirst();
    }
    List<Kind> kinds = distinct.stream().map(Shape::kind).distinct().toList();
    return kinds.size() == 1 ? of(kinds.getFirst()) : ANYTHING;
  }
}
