package dev.millrace.data.validation;

import dev.millrace.core.error.Suggestion;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds where data differs from its schema, from the data's statistics alone. */
public final class Validation {

  private Validation() {}

  /** Every difference in every split, errors first. */
  public static List<Anomaly> validate(StatisticsFile statistics, DataSchema schema) {
    List<Anomaly> found = new ArrayList<>();
    statistics.splits().forEach((split, data) -> found.addAll(validate(split, data, schema)));
    found.sort(Comparator.comparing(Anomaly::severity).reversed());
    return List.copyOf(found);
  }

  /** Every difference in one data set, in the order of the schema. */
  public static List<Anomaly> validate(
      String split, DatasetStatistics statistics, DataSchema schema) {
    List<Anomaly> found = new ArrayList<>();
    schema
        .features()
        .forEach(
            (name, expected) -> {
              FeatureStatistics actual = statistics.features().get(name);
              if (actual == null) {
                found.add(missing(split, name, statistics));
              } else {
                found.addAll(new FeatureRules(split, name, expected, actual).anomalies());
              }
            });
    for (String name : statistics.features().keySet()) {
      if (!schema.features().containsKey(name)) {
        found.add(unknown(split, name, schema));
      }
    }
    return List.copyOf(found);
  }

  private static Anomaly missing(String split, String name, DatasetStatistics statistics) {
    return new Anomaly(
        AnomalyType.SCHEMA_MISSING_COLUMN,
        Severity.ERROR,
        split,
        name,
        "column '" + name + "' is missing",
        Suggestion.nearest(name, statistics.features().keySet())
            .map(near -> "the data has '" + near + "': rename one of the two")
            .orElse("bring it back, or remove it from the schema"));
  }

  private static Anomaly unknown(String split, String name, DataSchema schema) {
    return new Anomaly(
        AnomalyType.SCHEMA_NEW_COLUMN,
        Severity.ERROR,
        split,
        name,
        "column '" + name + "' is not in the schema",
        Suggestion.nearest(name, schema.features().keySet())
            .map(near -> "the schema has '" + near + "': rename one of the two")
            .orElse("add it to the schema, or leave it out: SELECT * EXCLUDE (" + name + ")"));
  }
}
