package dev.millrace.data.validation;

import dev.millrace.core.error.Suggestion;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.Seen;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where data differs from its schema, from the data's statistics alone. */
public final class Validation {

  /** Errors first. */
  static final Comparator<Anomaly> ERRORS_FIRST =
      Comparator.comparing(Anomaly::severity).reversed();

  private final DataSchema schema;
  private final Optional<String> environment;

  private Validation(DataSchema schema, Optional<String> environment) {
    this.schema = schema;
    this.environment = environment;
  }

  /**
   * Against a schema, as it is for all environments together.
   *
   * @param environment the one that the data is of; features that are not in it may be missing
   * @throws dev.millrace.core.error.UserError if the schema has no such environment
   */
  public static Validation against(DataSchema schema, Optional<String> environment) {
    environment.ifPresent(schema::requireEnvironment);
    return new Validation(schema, environment);
  }

  /** Every difference in every split, errors first. */
  public static List<Anomaly> validate(StatisticsFile statistics, DataSchema schema) {
    return against(schema, Optional.empty()).of(statistics);
  }

  /** Every difference in one data set, in the order of the schema. */
  public static List<Anomaly> validate(
      String split, DatasetStatistics statistics, DataSchema schema) {
    return against(schema, Optional.empty()).of(split, statistics);
  }

  /** Every difference in every split, and of all together, errors first. */
  public List<Anomaly> of(StatisticsFile statistics) {
    List<Anomaly> found = new ArrayList<>();
    schema
        .rows()
        .ifPresent(limits -> found.addAll(RowCountRules.anomalies(limits, rows(statistics))));
    statistics.splits().forEach((split, data) -> found.addAll(of(split, data)));
    found.sort(ERRORS_FIRST);
    return List.copyOf(found);
  }

  static long rows(StatisticsFile statistics) {
    return statistics.splits().values().stream().mapToLong(DatasetStatistics::rows).sum();
  }

  private List<Anomaly> of(String split, DatasetStatistics statistics) {
    Map<String, Seen> seen = Seen.of(statistics);
    Map<String, String> skipped = new HashMap<>();
    statistics.skipped().ifPresent(skipped::putAll);
    List<Anomaly> found = new ArrayList<>();
    schema
        .features()
        .forEach(
            (name, expected) -> {
              if (!checked(expected)) {
                return;
              }
              Seen actual = seen.get(name);
              if (actual != null) {
                new FeatureRules(expected, actual)
                    .breaches()
                    .forEach(breach -> found.add(breach.of(split, name, expected)));
              } else if (skipped.containsKey(name)) {
                found.add(uncounted(split, name, skipped.get(name)));
              } else {
                found.add(missing(name, expected, seen).of(split, name, expected));
              }
            });
    seen.forEach(
        (name, feature) -> {
          if (!schema.features().containsKey(name)) {
            found.add(unknown(split, name, feature));
          }
        });
    return List.copyOf(found);
  }

  /** Whether data is held against a feature at all. */
  private boolean checked(FeatureSchema feature) {
    return feature.lifecycle().validated() && feature.isIn(environment);
  }

  private Breach missing(String name, FeatureSchema expected, Map<String, Seen> seen) {
    return Breach.error(
            AnomalyType.SCHEMA_MISSING_COLUMN,
            "is missing",
            Suggestion.nearest(name, seen.keySet())
                .filter(near -> !schema.features().containsKey(near))
                .map(near -> "the data has '" + near + "': rename one of the two")
                .orElse("bring it back, or remove it from the schema"))
        .unless(SchemaUpdate.without(expected, environment));
  }

  private Anomaly unknown(String split, String name, Seen seen) {
    return new Anomaly(
        AnomalyType.SCHEMA_NEW_COLUMN,
        Severity.ERROR,
        split,
        name,
        "column '" + name + "' is not in the schema",
        seen.rows(),
        Optional.empty(),
        Suggestion.nearest(name, schema.features().keySet())
            .map(near -> "the schema has '" + near + "': rename one of the two")
            .orElse("add it to the schema, or leave it out: SELECT * EXCLUDE (" + name + ")"),
        Optional.of(SchemaUpdate.proposal(name, seen)));
  }

  private static Anomaly uncounted(String split, String name, String type) {
    return new Anomaly(
        AnomalyType.STATS_NOT_AVAILABLE,
        Severity.ERROR,
        split,
        name,
        "column '" + name + "' is of type " + type + ", which has no statistics",
        "convert it in select, or write 'lifecycle: disabled' in the schema");
  }
}
