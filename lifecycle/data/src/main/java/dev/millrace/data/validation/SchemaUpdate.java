package dev.millrace.data.validation;

import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.Lifecycle;
import dev.millrace.data.schema.SchemaInference;
import dev.millrace.data.schema.Seen;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Finds the smallest change of a schema that accepts data: each rule that is broken says what would
 * accept it, and that is done, rule by rule and split by split, until no rule is broken that could
 * be changed.
 */
public final class SchemaUpdate {

  /** A feature has fewer rules than this, and each is changed once a data set at most. */
  private static final int MOST_STEPS = 50;

  private final Optional<String> environment;
  private final SequencedMap<String, FeatureSchema> features;

  private SchemaUpdate(DataSchema schema, Optional<String> environment) {
    this.environment = environment;
    this.features = new LinkedHashMap<>(schema.features());
  }

  /**
   * The schema with what it needs to accept data; the same if it does already.
   *
   * @param environment the one that the data is of
   */
  public static DataSchema accepting(
      StatisticsFile statistics, DataSchema schema, Optional<String> environment) {
    SchemaUpdate update = new SchemaUpdate(schema, environment);
    statistics.splits().values().forEach(update::accept);
    long rows = Validation.rows(statistics);
    return new DataSchema(
        update.features,
        schema.rows().map(limits -> limits.withCount(limits.count().allowing(rows))),
        schema.rules(),
        schema.environments());
  }

  private void accept(DatasetStatistics statistics) {
    Map<String, Seen> seen = Seen.of(statistics);
    Map<String, String> skipped = new LinkedHashMap<>();
    statistics.skipped().ifPresent(skipped::putAll);
    features.replaceAll(
        (name, feature) -> {
          if (!feature.lifecycle().validated() || !feature.isIn(environment)) {
            return feature;
          }
          Seen there = seen.get(name);
          if (there != null) {
            return accepting(feature, there);
          }
          return skipped.containsKey(name) ? feature : without(feature, environment);
        });
    seen.forEach(
        (name, feature) -> features.computeIfAbsent(name, _ -> SchemaInference.infer(feature)));
  }

  private static FeatureSchema accepting(FeatureSchema feature, Seen seen) {
    FeatureSchema now = feature;
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<FeatureSchema> next =
          new FeatureRules(now, seen)
              .breaches().stream()
                  .filter(breach -> breach.severity() == Severity.ERROR)
                  .flatMap(breach -> breach.accepting().stream())
                  .findFirst();
      if (next.isEmpty()) {
        return now;
      }
      now = next.get();
    }
    return now;
  }

  /**
   * A feature that the data of an environment lacks is not in it; in none, it is on its way out.
   */
  static FeatureSchema without(FeatureSchema feature, Optional<String> environment) {
    return feature.with(
        draft -> {
          if (environment.isEmpty()) {
            draft.lifecycle = Lifecycle.DEPRECATED;
            return;
          }
          String name = environment.get();
          List<String> in = new ArrayList<>(feature.in());
          if (in.remove(name) && !in.isEmpty()) {
            draft.in = in;
          } else {
            List<String> notIn = new ArrayList<>(feature.notIn());
            notIn.add(name);
            draft.in = List.of();
            draft.notIn = notIn;
          }
        });
  }

  /** A new feature as it would stand in the schema. */
  static String proposal(String name, Seen seen) {
    return SchemaInference.infer(seen).written(name);
  }
}
