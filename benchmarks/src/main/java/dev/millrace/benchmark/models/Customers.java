package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.ProcessRun;
import dev.millrace.core.value.Json;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Made-up customers, of whom some leave: an id, a column that gives the label away, missing values,
 * categories, times and a short text beside numbers that tell something.
 */
final class Customers {

  private Customers() {}

  /** Writes some of them as a file. */
  static void write(Path file, Path work, long from, long to) throws Exception {
    StringBuilder shares = new StringBuilder();
    for (char name = 'a'; name <= 'j'; name++) {
      if (name != 'i') {
        shares.append(shares.isEmpty() ? "" : ", ");
        shares
            .append("(hash(i, '")
            .append(name)
            .append("') % 1000003) / 1000003.0 AS ")
            .append(name);
      }
    }
    String format = file.toString().endsWith(".parquet") ? "parquet" : "csv, HEADER";
    try (DuckDb database = DuckDb.open(work, 2)) {
      database.execute(
          "COPY ("
              + rows(shares.toString(), from, to)
              + ") TO "
              + Sql.target(file)
              + " (FORMAT "
              + format
              + ")");
    }
  }

  private static String rows(String shares, long from, long to) {
    return """
      SELECT i AS customer_id,
             TIMESTAMP '2024-01-01' + to_seconds(i * 700 %% 31536000) AS signed_up,
             18 + CAST(floor(62 * a) AS INTEGER) AS age,
             CASE WHEN b > 0.07 THEN round(20000 + 60000 * c * c, 2) END AS income,
             'city ' || CAST(floor(60 * d * d) AS INTEGER) AS city,
             ['basic', 'plus', 'family', 'business'][1 + CAST(floor(4 * e) AS INTEGER)] AS plan,
             CAST(floor(20 * f) AS INTEGER) AS visits,
             g > 0.6 AS newsletter,
             CASE WHEN h > 0.5 THEN 'asked for a ' || ['call', 'refund', 'visit'][1 + i %% 3]
                  ELSE 'said nothing at all about order ' || (i %% 5000) END AS remark,
             CASE WHEN leaves THEN 'yes' ELSE 'no' END AS churned,
             CASE WHEN leaves THEN 'left' ELSE 'stays' END AS account_state
      FROM (SELECT *, j < 1 / (1 + exp(1.5 + 0.15 * f * 20 - 2 * a - e)) AS leaves
            FROM (SELECT i, %s FROM range(%d, %d) numbers(i)))
      """
        .formatted(shares, from, to);
  }

  /** Fails unless the project is what a person would have made of them. */
  static void check(ProcessRun init, long rows) {
    JsonNode report = Json.parse(init.out());
    Benchmark.require(report.required("rows").asLong() == rows, "not all rows were seen");
    Benchmark.require(report.required("task").asString().equals("binary"), "it is a yes or no");
    for (String hidden : new String[] {"customer_id", "account_state"}) {
      Benchmark.require(
          StreamSupport.stream(report.required("left_out").spliterator(), false)
              .anyMatch(left -> left.required("column").asString().equals(hidden)),
          hidden + " is not to be learnt from:\n" + init.out());
    }
    Benchmark.require(report.required("features").size() == 8, "eight columns are of use");
  }
}
