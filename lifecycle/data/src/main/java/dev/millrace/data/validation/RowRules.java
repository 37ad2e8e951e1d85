package dev.millrace.data.validation;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.Rule;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.validation.Anomaly.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What only the rows themselves can tell: the rules in SQL, and patterns of columns whose values
 * are too many for statistics to list. The database sees the rows and no other file. Its {@code
 * regexp_full_match} is RE2, which takes linear time like RE2/J does.
 */
final class RowRules {

  private static final int LONGEST = 200;

  private final DuckDb database;
  private final String split;
  private final DataSchema schema;
  private final List<Anomaly> found = new ArrayList<>();

  private RowRules(DuckDb database, String split, DataSchema schema) {
    this.database = database;
    this.split = split;
    this.schema = schema;
  }

  /** Whether a schema asks anything of the rows. */
  static boolean needed(DataSchema schema, DatasetStatistics statistics) {
    return !schema.rules().isEmpty()
        || schema.features().entrySet().stream()
            .anyMatch(each -> undecided(each.getKey(), each.getValue(), statistics).isPresent());
  }

  /**
   * Asks the rows of a split.
   *
   * @param shards of the split, Parquet
   * @throws UserError if a rule is no SQL over these columns
   */
  static List<Anomaly> anomalies(
      Split rows, List<Path> shards, DataSchema schema, Path workDirectory)
      throws IOException, InterruptedException {
    try (DuckDb database = DuckDb.open(workDirectory, Runtime.getRuntime().availableProcessors())) {
      database.confine(shards, List.of());
      database.execute(
          "CREATE VIEW data AS SELECT * FROM read_parquet(" + Sql.sources(shards) + ")");
      RowRules rules = new RowRules(database, rows.name(), schema);
      rules.patterns(rows.statistics());
      rules.rules();
      return rules.found;
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("validation was interrupted");
      }
      throw UserError.failure("the rows cannot be read: " + DuckDbErrors.reason(e)).causedBy(e);
    }
  }

  /** A data set under its name. */
  record Split(String name, DatasetStatistics statistics) {}

  /** The statistics of a column of which they do not say whether its pattern describes all. */
  private static Optional<StringStatistics> undecided(
      String name, FeatureSchema feature, DatasetStatistics statistics) {
    boolean asked =
        feature.pattern().isPresent()
            && feature.values().isEmpty()
            && feature.lifecycle().validated();
    return asked
            && statistics.features().get(name) instanceof StringStatistics strings
            && !TextRules.decides(strings)
        ? Optional.of(strings)
        : Optional.empty();
  }

  private void patterns(DatasetStatistics statistics) throws SQLException {
    for (var each : schema.features().entrySet()) {
      String name = each.getKey();
      FeatureSchema feature = each.getValue();
      Optional<StringStatistics> strings = undecided(name, feature, statistics);
      if (strings.isPresent()) {
        String other =
            " FROM data WHERE NOT regexp_full_match(CAST("
                + Sql.name(name)
                + " AS VARCHAR), "
                + Sql.text(feature.pattern().orElseThrow())
                + ")";
        long rows = database.count("SELECT count(*)" + other);
        Optional<String> example = example("SELECT " + Sql.name(name) + other);
        TextRules.unknown(feature, rows, strings.get().count(), example)
            .ifPresent(breach -> found.add(breach.of(split, name, feature)));
      }
    }
  }

  private void rules() throws SQLException {
    long all = database.count("SELECT count(*) FROM data");
    for (var each : schema.rules().entrySet()) {
      rule(each.getKey(), each.getValue(), all);
    }
  }

  private void rule(String name, Rule rule, long all) throws SQLException {
    String broken =
        rule.where()
            .map(condition -> "SELECT * FROM data WHERE (" + condition + "\n) IS NOT TRUE")
            .orElseGet(() -> rule.query().orElseThrow());
    requireOneQuery(name, broken);
    try {
      long rows = database.count("SELECT count(*) FROM (" + broken + "\n)");
      if (!rule.atMost().allows(rows, all)) {
        found.add(anomaly(name, rule, rows, example("SELECT x FROM (" + broken + "\n) AS x")));
      }
    } catch (SQLException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw UserError.failure("rule '" + name + "' of the schema: " + DuckDbErrors.reason(e))
          .hint("correct its SQL; it sees the table data, with the columns after select")
          .causedBy(e);
    }
  }

  /** A text that is put inside a statement must not end it. */
  private void requireOneQuery(String name, String sql) throws SQLException {
    JsonNode parsed =
        Json.parse(
            database
                .rows("SELECT json_serialize_sql(" + Sql.text(sql) + ")", row -> row.getString(1))
                .getFirst());
    if (parsed.path("error").asBoolean() || parsed.path("statements").size() != 1) {
      String reason = parsed.path("error_message").asString("it is more than one statement");
      throw UserError.failure("rule '" + name + "' of the schema: " + reason)
          .hint("write one condition as where, or one SELECT over the table data as query");
    }
  }

  private Anomaly anomaly(String name, Rule rule, long rows, Optional<String> example) {
    return new Anomaly(
        AnomalyType.CUSTOM_VALIDATION,
        switch (rule.severity()) {
          case ERROR -> Severity.ERROR;
          case WARNING -> Severity.WARNING;
        },
        split,
        "",
        "rule '"
            + name
            + "' is broken by "
            + rows
            + (rows == 1 ? " row" : " rows")
            + ", expected at most "
            + rule.atMost().text()
            + ": "
            + rule.where().or(rule::query).orElse("").strip(),
        rows,
        example,
        "mend or leave out these rows, or raise 'at_most' of the rule",
        Optional.empty());
  }

  /** The least, so that it is the same at any number of threads. */
  private Optional<String> example(String query) throws SQLException {
    return database.rows(query + " ORDER BY ALL LIMIT 1", RowRules::text).stream().findFirst();
  }

  private static String text(ResultSet row) throws SQLException {
    String text = String.valueOf(row.getObject(1));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
