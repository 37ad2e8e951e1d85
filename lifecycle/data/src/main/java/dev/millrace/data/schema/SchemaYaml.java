package dev.millrace.data.schema;

import dev.millrace.core.value.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a schema as people would: a line a feature, and nothing that is the default. */
final class SchemaYaml {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Plain words that YAML 1.2 does not take for text (core schema, section 10.3.2). */
  private static final Set<String> WORDS =
      Set.of("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE");

  private static final int LINE = 96;

  private SchemaYaml() {}

  static String write(DataSchema schema) {
    StringBuilder yaml = new StringBuilder("features:\n");
    schema
        .features()
        .forEach(
            (name, feature) ->
                yaml.append("  ")
                    .append(text(name))
                    .append(": { ")
                    .append(String.join(", ", keys(feature)))
                    .append(" }\n"));
    return schema.features().isEmpty() ? "features: {}\n" : yaml.toString();
  }

  private static List<String> keys(FeatureSchema feature) {
    List<String> keys = new ArrayList<>();
    keys.add("type: " + feature.type().text());
    if (feature.nullable()) {
      keys.add("nullable: true");
    }
    feature.presence().ifPresent(share -> keys.add("presence: " + number(share.value())));
    feature.min().ifPresent(min -> keys.add("min: " + number(min)));
    feature.max().ifPresent(max -> keys.add("max: " + number(max)));
    feature
        .unknownValues()
        .ifPresent(share -> keys.add("unknown_values: " + number(share.value())));
    if (feature.label()) {
      keys.add("label: true");
    }
    if (!feature.values().isEmpty()) {
      keys.add("values: [" + list(feature.values()) + "]");
    }
    return keys;
  }

  /** Values side by side: a few on the feature's own line, many on as many lines as they need. */
  private static String list(List<String> values) {
    String joined = String.join(", ", values.stream().map(SchemaYaml::text).toList());
    if (joined.length() <= LINE / 2) {
      return joined;
    }
    StringBuilder list = new StringBuilder();
    int column = LINE;
    for (String value : values) {
      String written = text(value);
      if (column + written.length() + 2 > LINE) {
        list.append("\n    ");
        column = 4;
      }
      list.append(written).append(", ");
      column += written.length() + 2;
    }
    return list.substring(0, list.length() - 2).replace(", \n", ",\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Plain where that is text, otherwise as JSON writes it, which YAML reads too. */
  private static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text);
    return plain ? text : Json.mapper().writeValueAsString(text);
  }
}
