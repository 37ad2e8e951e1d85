package dev.millrace.cli;

import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Tables of keys and their values in Markdown; what is nested gets a section of its own. */
final class KeyTables {

  private static final String HEAD = "| key | value | if not given | |\n|---|---|---|---|\n";
  private static final String CHOICES = "one of: ";

  private final ReferencePage page;
  private final String of;
  private final Map<String, String> known;
  private final SequencedMap<Shape, String> waiting = new LinkedHashMap<>();
  private final SequencedMap<Shape, String> titles = new LinkedHashMap<>();

  /**
   * @param of what the keys belong to, as headings name it
   * @param known values of keys that are told of elsewhere, in Markdown
   */
  KeyTables(ReferencePage page, String of, Map<String, String> known) {
    this.page = page;
    this.of = of;
    this.known = known;
  }

  String table(List<ValuePort> keys) {
    return table(keys, "");
  }

  private String table(List<ValuePort> keys, String within) {
    return keys.stream().map(key -> row(key, within)).collect(Collectors.joining("", HEAD, ""));
  }

  private String row(ValuePort key, String within) {
    String path = within + key.name();
    String value = known.getOrDefault(path, "");
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            key.name(),
            value.isEmpty() ? value(key.shape(), path) : value,
            otherwise(key),
            page.words("'" + path + "' of " + of, key.doc()));
  }

  private static String otherwise(ValuePort key) {
    return key.defaultValue()
        .map(value -> saysNothing(value) ? "–" : Markdown.code(written(key, value)))
        .orElse(key.optional() ? "–" : "*required*");
  }

  /** Where no text is expected, nobody puts quotes around what looks like a number. */
  private static String written(ValuePort key, JsonNode value) {
    return value.isString() && !(key.shape() instanceof Shape.Text)
        ? value.stringValue()
        : Markdown.yaml(value);
  }

  private static boolean saysNothing(JsonNode value) {
    return (value.isContainer() && value.isEmpty()) || value.asString("value").isEmpty();
  }

  /** The sections of the nested keys, those nested in them after them. */
  String nested() {
    StringBuilder text = new StringBuilder();
    while (!waiting.isEmpty()) {
      Map.Entry<Shape, String> next = waiting.pollFirstEntry();
      text.append("\n### ").append(title(next.getValue())).append("\n\n");
      text.append(keys(next.getKey(), next.getValue() + "."));
    }
    return text.toString();
  }

  private String keys(Shape shape, String path) {
    if (shape instanceof Shape.Variants(String key, SequencedMap<String, Shape.Fields> variants)) {
      StringBuilder text = new StringBuilder("The key `" + key + "` says which it is.\n");
      variants.forEach(
          (name, fields) ->
              text.append("\nWith `%s: %s`:%n%n".formatted(key, name))
                  .append(table(fields.fields(), path)));
      return text.toString();
    }
    return table(((Shape.Fields) shape).fields(), path);
  }

  private String title(String path) {
    return "`" + path + "` of `" + of + "`";
  }

  private String value(Shape shape, String path) {
    return switch (shape) {
      case Shape.Anything _, Shape.Text _, Shape.Flag _ -> shape.words();
      case Shape.Whole _ -> "integer";
      case Shape.Real _ -> "number";
      case Shape.Choice(List<String> names) -> choice(names.stream());
      case Shape.Converted converted -> converted(converted, path);
      case Shape.ListOf(Shape element) -> "list of " + several(element, path);
      case Shape.MapOf(_, Shape element) -> "map from name to " + value(element, path);
      case Shape.Fields _, Shape.Variants _ -> link(shape, path);
      case Shape.Bounded(Shape bounded, double min, double max) ->
          value(bounded, path) + range(min, max);
      case Shape.Maybe(Shape given) -> value(given, path);
    };
  }

  private String several(Shape element, String path) {
    String one = value(element, path);
    return switch (element) {
      case Shape.Text _, Shape.Whole _, Shape.Real _ -> one + "s";
      case Shape.ListOf _ -> one.replaceFirst("list", "lists");
      case Shape.Anything _,
          Shape.Flag _,
          Shape.Choice _,
          Shape.Converted _,
          Shape.MapOf _,
          Shape.Fields _,
          Shape.Variants _,
          Shape.Bounded _,
          Shape.Maybe _ ->
          one;
    };
  }

  /** What a person writes, never what a class is called. */
  private String converted(Shape.Converted converted, String path) {
    String words = converted.words();
    if (words.startsWith(CHOICES)) {
      return choice(Stream.of(words.substring(CHOICES.length()).split(", ")));
    }
    if (!words.contains("such as")) {
      page.gap(
          "'%s' of %s: %s needs a @Doc that says how it is written"
              .formatted(path, of, converted.type().getTypeName()));
    }
    return Markdown.cell(words.replaceFirst("^an? ", ""));
  }

  private static String choice(Stream<String> names) {
    return names.map(Markdown::code).collect(Collectors.joining(", "));
  }

  private String link(Shape shape, String path) {
    String first = titles.get(shape);
    if (first == null) {
      titles.put(shape, path);
      waiting.put(shape, path);
      first = path;
    }
    return "[these keys](#" + Markdown.anchor(title(first)) + ")";
  }

  /** An integer's own bounds are none that one would meet. */
  private static String range(double min, double max) {
    if (max >= Integer.MAX_VALUE) {
      return ", at least " + Markdown.number(min);
    }
    return Double.isInfinite(min)
        ? ", at most " + Markdown.number(max)
        : ", " + Markdown.number(min) + " to " + Markdown.number(max);
  }
}
