package dev.millrace.data.schema;

import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Suggestion;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/** What of a schema no data could ever meet, or cannot mean anything. */
final class Contradictions {

  private static final JsonPointer FEATURES = JsonPointer.empty().appendProperty("features");

  private final DataSchema schema;
  private final List<Mismatch> found = new ArrayList<>();

  private Contradictions(DataSchema schema) {
    this.schema = schema;
  }

  static List<Mismatch> of(DataSchema schema) {
    Contradictions all = new Contradictions(schema);
    schema.features().forEach(all::feature);
    all.labels();
    all.rows();
    schema.rules().forEach(all::rule);
    return all.found;
  }

  private void feature(String name, FeatureSchema feature) {
    String who = "feature '" + name + "' ";
    JsonPointer at = FEATURES.appendProperty(name);
    range(who, at, feature);
    numbers(who, at, feature);
    strings(who, at, feature);
    counts(who, at, feature);
    environments(who, at, feature);
    comparisons(who, at, feature);
  }

  private void add(JsonPointer at, String key, String message, String remedy) {
    found.add(new Mismatch(at.appendProperty(key), true, message, remedy));
  }

  private void range(String who, JsonPointer at, FeatureSchema feature) {
    bound(who, at, "min", feature.min(), feature.type());
    bound(who, at, "max", feature.max(), feature.type());
    if (feature.min().isPresent()
        && feature.max().isPresent()
        && feature.min().get().value().compareTo(feature.max().get().value()) > 0) {
      String both =
          "min " + feature.min().get().text() + " above max " + feature.max().get().text();
      add(at, "min", who + "has " + both, "swap the two, or correct one");
    }
  }

  private void bound(String who, JsonPointer at, String key, Optional<Bound> bound, DataType type) {
    if (bound.isEmpty()) {
      return;
    }
    switch (type) {
      case BOOLEAN, STRING ->
          add(
              at,
              key,
              who + "has " + key + ", which a " + type.text() + " cannot have",
              "remove it");
      case INTEGER, NUMBER -> {
        if (bound.get().moment()) {
          add(at, key, who + "has a moment as " + key + ", expected a number", "write a number");
        }
      }
      case TIMESTAMP -> {
        if (!bound.get().moment()) {
          add(
              at,
              key,
              who + "has a number as " + key + ", expected a moment",
              "write a moment such as 2001-02-26T00:00:00Z");
        }
      }
    }
  }

  private void numbers(String who, JsonPointer at, FeatureSchema feature) {
    boolean number = feature.type() == DataType.NUMBER;
    if (feature.nan() && !number) {
      add(at, "nan", who + "has nan, which only a number can be", "remove it");
    }
    if (feature.infinite() && !number) {
      add(at, "infinite", who + "has infinite, which only a number can be", "remove it");
    }
  }

  private void strings(String who, JsonPointer at, FeatureSchema feature) {
    boolean string = feature.type() == DataType.STRING;
    boolean domain = !feature.values().isEmpty() || feature.pattern().isPresent();
    if (!string && !feature.values().isEmpty()) {
      add(at, "values", who + "has values, which only a string can have", "remove them");
    }
    if (!string && feature.pattern().isPresent()) {
      add(at, "pattern", who + "has a pattern, which only a string can have", "remove it");
    }
    if (!domain && feature.unknownValues().isPresent()) {
      add(
          at,
          "unknown_values",
          who + "has unknown_values but no values or pattern",
          "say which values are known");
    }
    if (new HashSet<>(feature.values()).size() < feature.values().size()) {
      add(at, "values", who + "names a value twice", "remove one of the two");
    }
    pattern(who, at, feature);
  }

  private void pattern(String who, JsonPointer at, FeatureSchema feature) {
    if (feature.pattern().isEmpty()) {
      return;
    }
    try {
      LinearPattern pattern = LinearPattern.of(feature.pattern().get());
      feature.values().stream()
          .filter(value -> !pattern.matches(value))
          .findFirst()
          .ifPresent(
              value ->
                  add(
                      at,
                      "pattern",
                      who + "has the value '" + value + "', which its pattern does not describe",
                      "correct the value or the pattern"));
    } catch (IllegalArgumentException e) {
      add(
          at,
          "pattern",
          who + "has a pattern that " + e.getMessage(),
          "write it in RE2's syntax, which has no back references and no lookaround");
    }
  }

  private void counts(String who, JsonPointer at, FeatureSchema feature) {
    if (!feature.nullable() && feature.presence().isPresent()) {
      add(
          at,
          "presence",
          who + "has presence but is not nullable, so every row must have it",
          "write nullable: true, or remove presence");
    }
    limits(who, at, "distinct", feature.distinct());
    limits(who, at, "list", feature.list());
    if (feature.type() == DataType.BOOLEAN
        && (feature.unique() || feature.distinct().isPresent())) {
      String key = feature.unique() ? "unique" : "distinct";
      add(at, key, who + "has " + key + ", which a boolean cannot have", "remove it");
    }
    if (feature.unique() && feature.distinct().isPresent()) {
      add(at, "distinct", who + "has distinct and is unique", "remove one of the two");
    }
  }

  private void limits(String who, JsonPointer at, String key, Optional<Limits> limits) {
    if (limits.filter(Limits::contradictory).isPresent()) {
      add(at, key, who + "has more as min of " + key + " than as max", "swap the two");
    }
  }

  private void environments(String who, JsonPointer at, FeatureSchema feature) {
    environments(who, at, "in", feature.in());
    environments(who, at, "not_in", feature.notIn());
    feature.in().stream()
        .filter(feature.notIn()::contains)
        .findFirst()
        .ifPresent(
            both ->
                add(
                    at,
                    "not_in",
                    who + "is both in and not in '" + both + "'",
                    "remove one of the two"));
  }

  private void environments(String who, JsonPointer at, String key, List<String> names) {
    List<String> known = schema.environments();
    names.stream()
        .filter(name -> !known.isEmpty() && !known.contains(name))
        .forEach(
            name ->
                add(
                    at,
                    key,
                    who + "names the environment '" + name + "', which the schema does not have",
                    Suggestion.remedy(name, known)));
  }

  private void comparisons(String who, JsonPointer at, FeatureSchema feature) {
    comparison(who, at, "drift", feature.drift(), feature.type());
    comparison(who, at, "skew", feature.skew(), feature.type());
  }

  private void comparison(
      String who, JsonPointer at, String key, Optional<DriftLimits> limits, DataType type) {
    if (limits.isEmpty()) {
      return;
    }
    if (limits.get().limits().isEmpty()) {
      add(at, key, who + "has " + key + " without a measure", "write one: jensen_shannon: 0.05");
    }
    if (limits.get().ofNumbers() && (type == DataType.STRING || type == DataType.BOOLEAN)) {
      add(
          at,
          key,
          who + "has a measure of " + key + " that needs the order of numbers",
          "use jensen_shannon or another measure of categories");
    }
  }

  private void labels() {
    List<String> labels =
        schema.features().entrySet().stream()
            .filter(feature -> feature.getValue().label())
            .map(Map.Entry::getKey)
            .toList();
    if (labels.size() > 1) {
      add(
          FEATURES.appendProperty(labels.getLast()),
          "label",
          labels.size() + " features are the label; a model has one",
          "leave 'label: true' to one of " + labels);
    }
  }

  private void rows() {
    JsonPointer at = JsonPointer.empty();
    schema
        .rows()
        .ifPresent(
            rows -> {
              limits("the schema ", at, "rows", Optional.of(rows.count()));
              if (rows.leastChange().isPresent()
                  && rows.mostChange().isPresent()
                  && rows.leastChange().get() > rows.mostChange().get()) {
                add(
                    at,
                    "rows",
                    "the schema has more as least_change than as most_change",
                    "swap the two");
              }
            });
  }

  private void rule(String name, Rule rule) {
    if (rule.where().isPresent() == rule.query().isPresent()) {
      add(
          JsonPointer.empty().appendProperty("rules"),
          name,
          "rule '"
              + name
              + "' has "
              + (rule.where().isPresent() ? "both" : "neither")
              + " where and query",
          "give it one: a condition as where, or a query over the table data");
    }
  }
}
