package dev.millrace.core.component;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What JSON a Java type is read from, as data: for checking a value and naming all its problems
 * with their places, for help, and for forms.
 */
public sealed interface Shape {

  /**
   * The shape of a type: text, numbers, booleans, enums, lists, maps by text or enum, records of
   * these, and whatever Jackson reads from one value.
   *
   * @throws IllegalArgumentException saying what is wrong with the type
   */
  static Shape of(Type type) {
    return ShapeOfType.of(type);
  }

  /** Any JSON. */
  record Anything() implements Shape {}

  record Text() implements Shape {}

  record Flag() implements Shape {}

  /** An integer between two bounds, both allowed. */
  record Whole(long min, long max) implements Shape {}

  record Real() implements Shape {}

  /** One of some names, in lower case. */
  record Choice(List<String> names) implements Shape {}

  /**
   * What Jackson reads: a duration, or a type with a {@code @JsonCreator}.
   *
   * @param textOnly true if a number is never meant, though Jackson would take one
   * @param words as in "expected a duration such as PT30M"
   */
  record Converted(Type type, boolean textOnly, String words) implements Shape {}

  record ListOf(Shape element) implements Shape {}

  /**
   * A map with text keys.
   *
   * @param keys that it may have, where not any text will do
   */
  record MapOf(Optional<Choice> keys, Shape value) implements Shape {}

  /** A map with known keys, read into a record. */
  record Fields(Class<?> type) implements Shape {
    private static final int FEW = 8;

    public List<ValuePort> fields() {
      return ShapeOfType.fields(type);
    }

    private String keys() {
      List<String> names = fields().stream().map(ValuePort::name).toList();
      return String.join(", ", names.subList(0, Math.min(FEW, names.size())))
          + (names.size() > FEW ? ", …" : "");
    }
  }

  /** One of several maps, told apart by the value of one key. */
  record Variants(String key, SequencedMap<String, Fields> variants) implements Shape {}

  /** A number within a range, both ends allowed. */
  record Bounded(Shape of, double min, double max) implements Shape {}

  /** Something that may be null or left out. */
  record Maybe(Shape of) implements Shape {}

  /** What is known of a value that is not known yet. */
  default Kind kind() {
    return switch (this) {
      case Anything() -> Kind.ANY;
      case Converted(_, boolean textOnly, _) -> textOnly ? Kind.TEXT : Kind.ANY;
      case Text(), Choice _ -> Kind.TEXT;
      case Flag() -> Kind.FLAG;
      case Whole _ -> Kind.WHOLE;
      case Real() -> Kind.REAL;
      case ListOf _ -> Kind.LIST;
      case MapOf _, Fields _, Variants _ -> Kind.MAP;
      case Bounded(Shape of, _, _) -> of.kind();
      case Maybe(Shape of) -> of.kind();
    };
  }

  /** As in "expected an integer". */
  default String words() {
    return switch (this) {
      case Choice(List<String> names) -> "one of: " + String.join(", ", names);
      case Converted(_, _, String words) -> words;
      case Fields fields -> "a map with the keys " + fields.keys();
      case Variants(String key, _) -> "a map with the key '" + key + "'";
      case Bounded(Shape of, _, _) -> of.words();
      case Maybe(Shape of) -> of.words();
      case Anything _, Text _, Flag _, Whole _, Real _, ListOf _, MapOf _ -> kind().words();
    };
  }

  /** As {@link #words}, with what lists and maps are of where that is known. */
  default String detail() {
    Shape bare = bare();
    if (bare instanceof ListOf(Shape element) && element.kind() != Kind.ANY) {
      return "a list of " + element.plural();
    }
    return bare instanceof MapOf(_, Shape value) && value.kind() != Kind.ANY
        ? "a map to " + value.plural()
        : words();
  }

  private String plural() {
    return switch (kind()) {
      case TEXT -> "texts";
      case WHOLE -> "integers";
      case REAL -> "numbers";
      case FLAG -> "booleans";
      case LIST -> "lists";
      case MAP -> "maps";
      case ANY -> "anything";
    };
  }

  /**
   * True if something of the other shape may stand where this one is expected, as far as one can
   * tell without its value.
   */
  default boolean accepts(Shape other) {
    Shape expected = bare();
    Shape found = other.bare();
    if (expected instanceof ListOf(Shape element) && found instanceof ListOf(Shape of)) {
      return element.accepts(of);
    }
    if (expected instanceof MapOf(_, Shape value) && found instanceof MapOf(_, Shape of)) {
      return value.accepts(of);
    }
    return expected.kind().accepts(found.kind());
  }

  /** What a list is of; empty if it is none. */
  default Optional<Shape> eachOf() {
    return bare() instanceof ListOf(Shape element) ? Optional.of(element) : Optional.empty();
  }

  /** Without bounds, and not left out. */
  private Shape bare() {
    return switch (this) {
      case Bounded(Shape of, _, _) -> of.bare();
      case Maybe(Shape of) -> of.bare();
      case Anything _,
          Text _,
          Flag _,
          Whole _,
          Real _,
          Choice _,
          Converted _,
          ListOf _,
          MapOf _,
          Fields _,
          Variants _ ->
          this;
    };
  }
}
