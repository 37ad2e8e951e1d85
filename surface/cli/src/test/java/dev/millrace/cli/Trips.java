package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A small project to be spoilt: two weeks of 200 made-up trips each, and a pipeline that learns
 * which are late. Its rows are {@code id, distance, wind, city, delay}.
 */
final class Trips {

  static final List<String> WEEKS = List.of("2024-01-01", "2024-01-08");

  private static final String HEAD =
      """
      name: trips
      params:
        rounds: { type: integer, default: 5, min: 1 }
      steps:
        ingest:
          uses: ingest
          with:
            source: data/{span:yyyy-MM-dd}.parquet
            span_length: 7d
            select: SELECT * EXCLUDE (delay), delay > 15 AS late FROM source
            split: { by: hash, columns: [id], eval: 30% }
      """;

  /** What follows ingest, in order. */
  private static final List<String> STEPS =
      List.of(
          "  statistics: { uses: statistics }\n",
          "  schema: { uses: schema }\n",
          "  validate: { uses: validate }\n",
          """
            transform:
              uses: transform
              with:
                label: late
                features:
                  distance: { from: distance }
                  wind: { from: wind }
                  city: { from: city, vocabulary: {} }
          """,
          "  train: { uses: train, with: { rounds: \"${params.rounds}\", depth: 3 } }\n",
          """
            evaluate:
              uses: evaluate
              with: { baseline: champion, thresholds: { auc: { at_least: 0.5 } } }
          """,
          "  register: { uses: register }\n",
          "  check_serving: { uses: check_serving }\n",
          "  deploy: { uses: deploy }\n");

  private final Path directory;

  private Trips(Path directory) {
    this.directory = directory;
  }

  /** A project with sound data, and a pipeline that ends after a step. */
  static Trips upTo(String last, Path directory) throws IOException, SQLException {
    Trips trips = new Trips(directory);
    StringBuilder yaml = new StringBuilder(HEAD);
    for (String step : STEPS) {
      yaml.append(step);
      if (step.startsWith("  " + last + ":")) {
        break;
      }
    }
    Files.writeString(trips.pipeline(), yaml);
    Files.createDirectories(directory.resolve("data"));
    trips.weeks("*");
    return trips;
  }

  Path pipeline() {
    return directory.resolve("pipeline.yaml");
  }

  Path week(int index) {
    return directory.resolve("data").resolve(WEEKS.get(index) + ".parquet");
  }

  /** Replaces a part of the pipeline file, which must be there. */
  void edit(String part, String by) throws IOException {
    String yaml = Files.readString(pipeline());
    if (!yaml.contains(part)) {
      throw new IllegalArgumentException("the pipeline has no '" + part + "'");
    }
    Files.writeString(pipeline(), yaml.replace(part, by));
  }

  /** Writes both weeks anew, with these columns of their trips. */
  void weeks(String columns) throws SQLException {
    week(0, columns);
    week(1, columns);
  }

  /** Writes a week anew, with these columns of its trips. */
  void week(int index, String columns) throws SQLException {
    copy("SELECT " + columns + " FROM trips WHERE id // 200 = " + index, week(index));
  }

  /** Writes rows to a file, by a query that may name the table {@code trips}. */
  static void copy(String query, Path file) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE trips AS SELECT i AS id, (i * 37) % 1000 AS distance,"
              + " ((i * 17) % 100) / 10 AS wind, ['Rome', 'Oslo', 'Bern'][1 + i % 3] AS city,"
              + " CASE WHEN (i * 37) % 1000 > 500 THEN 30 ELSE 0 END + i % 20 AS delay"
              + " FROM range(400) numbers(i)");
      statement.execute("COPY (" + query + ") TO '" + file + "'");
    }
  }
}
