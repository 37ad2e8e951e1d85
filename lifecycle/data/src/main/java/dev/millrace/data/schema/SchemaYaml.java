package dev.millrace.data.schema;

import dev.millrace.core.value.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a schema as people would: a line a feature, and nothing that is the default. */
final class SchemaYaml {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Plain words that YAML 1.2 does not take for text (core schema, section 10.3.2). */
  private static final Set<String> WORDS =
      Set.of("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE");

  private static final int LINE = 96;

  private SchemaYaml() {}

  static String write(DataSchema schema) {
    StringBuilder yaml = new StringBuilder();
    if (!schema.environments().isEmpty()) {
      yaml.append("environments: ").append(texts(schema.environments())).append('\n');
    }
    schema.rows().ifPresent(rows -> yaml.append("rows: ").append(written(rows)).append('\n'));
    section(yaml, "rules", schema.rules(), rule -> flow(rule(rule)));
    if (schema.features().isEmpty()) {
      yaml.append("features: {}\n");
    }
    section(yaml, "features", schema.features(), SchemaYaml::feature);
    return yaml.toString();
  }

  private static <T> void section(
      StringBuilder yaml, String name, SequencedMap<String, T> all, Function<T, String> written) {
    if (all.isEmpty()) {
      return;
    }
    yaml.append(name).append(":\n");
    all.forEach(
        (key, value) ->
            yaml.append("  ")
                .append(text(key))
                .append(": ")
                .append(written.apply(value))
                .append('\n'));
  }

  /** A feature as the value of its key. */
  static String feature(FeatureSchema feature) {
    return flow(keys(feature));
  }

  private static String flow(SequencedMap<String, String> keys) {
    return keys.isEmpty()
        ? "{}"
        : keys.entrySet().stream()
            .map(key -> key.getKey() + ": " + key.getValue())
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** Limits of rows as the value of their key. */
  static String written(RowLimits rows) {
    return flow(rows(rows));
  }

  /** What is written of a feature by key: nothing that is the default. */
  static SequencedMap<String, String> keys(FeatureSchema feature) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    keys.put("type", feature.type().text());
    flag(keys, "nullable", feature.nullable());
    feature.presence().ifPresent(share -> keys.put("presence", number(share.value())));
    feature.minCount().ifPresent(count -> keys.put("min_count", count.toString()));
    feature.min().ifPresent(min -> keys.put("min", bound(min)));
    feature.max().ifPresent(max -> keys.put("max", bound(max)));
    feature.pattern().ifPresent(pattern -> keys.put("pattern", quoted(pattern)));
    feature.unknownValues().ifPresent(share -> keys.put("unknown_values", number(share.value())));
    flag(keys, "nan", feature.nan());
    flag(keys, "infinite", feature.infinite());
    flag(keys, "unique", feature.unique());
    feature.distinct().ifPresent(limits -> keys.put("distinct", limits(limits)));
    feature.list().ifPresent(limits -> keys.put("list", limits(limits)));
    names(keys, "in", feature.in());
    names(keys, "not_in", feature.notIn());
    if (feature.lifecycle() != Lifecycle.PRODUCTION) {
      keys.put("lifecycle", feature.lifecycle().text());
    }
    feature.drift().ifPresent(limits -> keys.put("drift", drift(limits)));
    feature.skew().ifPresent(limits -> keys.put("skew", drift(limits)));
    flag(keys, "label", feature.label());
    if (!feature.values().isEmpty()) {
      keys.put("values", "[" + list(feature.values()) + "]");
    }
    return keys;
  }

  private static void flag(SequencedMap<String, String> keys, String key, boolean set) {
    if (set) {
      keys.put(key, "true");
    }
  }

  private static void names(SequencedMap<String, String> keys, String key, List<String> names) {
    if (!names.isEmpty()) {
      keys.put(key, texts(names));
    }
  }

  private static String texts(List<String> names) {
    return names.stream().map(SchemaYaml::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String bound(Bound bound) {
    return bound.text();
  }

  static String limits(Limits limits) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    limits.min().ifPresent(min -> keys.put("min", min.toString()));
    limits.max().ifPresent(max -> keys.put("max", max.toString()));
    return flow(keys);
  }

  private static String drift(DriftLimits limits) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    limits.limits().forEach((measure, limit) -> keys.put(measure, number(limit)));
    if (limits.pValue() != DriftLimits.P_VALUE) {
      keys.put("p_value", number(limits.pValue()));
    }
    return flow(keys);
  }

  private static SequencedMap<String, String> rows(RowLimits rows) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    rows.min().ifPresent(min -> keys.put("min", min.toString()));
    rows.max().ifPresent(max -> keys.put("max", max.toString()));
    rows.leastChange().ifPresent(ratio -> keys.put("least_change", number(ratio)));
    rows.mostChange().ifPresent(ratio -> keys.put("most_change", number(ratio)));
    return keys;
  }

  private static SequencedMap<String, String> rule(Rule rule) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    rule.where().ifPresent(where -> keys.put("where", quoted(where)));
    rule.query().ifPresent(query -> keys.put("query", quoted(query)));
    if (rule.severity() != Rule.Severity.ERROR) {
      keys.put("severity", "warning");
    }
    if (!rule.atMost().text().equals("0")) {
      keys.put("at_most", rule.atMost().text());
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

  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Plain where that is text, otherwise as JSON writes it, which YAML reads too. */
  static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text);
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    return Json.mapper().writeValueAsString(text);
  }
}
