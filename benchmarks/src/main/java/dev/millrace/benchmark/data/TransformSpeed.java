package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.transform.Transform;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole step: the flights of half a year analysed and transformed, from Parquet to Parquet,
 * with two threads. What it makes is compared with DuckDB's answer to the same first.
 */
public final class TransformSpeed implements Benchmark {

  private static final int THREADS = 2;
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    FlightFeatures flights = FlightFeatures.weeks(bench);
    double[] seconds = new double[TIMES];
    for (int i = -1; i < TIMES; i++) { // once for the compiler, and for the answer
      LoneTask task = new LoneTask(bench.folder("transform"), THREADS);
      long start = System.nanoTime();
      Transform.Outputs outputs = flights.transform(FlightFeatures.features(), task);
      seconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
      if (i < 0) {
        requireRight(bench, flights, Splits.shards(outputs.transformed(), Splits.TRAIN));
      }
    }
    double median = new Samples(seconds).median();
    return List.of(
        Figure.of("transform", flights.rows() / median / 1e6, "M rows/s")
            .atLeast(1)
            .against("%,d rows, 10 outputs: %.2f s".formatted(flights.rows(), median)));
  }

  private static void requireRight(Bench bench, FlightFeatures flights, List<Path> made)
      throws Exception {
    try (DuckDb database = DuckDb.open(bench.folder("compare"), THREADS)) {
      String expected = answer(database, byDuckDb(Sql.sources(flights.shards())));
      String found = answer(database, made(Sql.sources(made)));
      Benchmark.require(expected.equals(found), "expected " + expected + ", found " + found);
    }
  }

  /** The features by DuckDB's own functions; both numbers are those of all rows. */
  private static String byDuckDb(String rows) {
    return """
      WITH rows AS (SELECT * FROM read_parquet(%1$s)),
      origins AS (SELECT origin AS code, row_number() OVER (ORDER BY count(*) DESC, origin) - 1 AS place
        FROM rows GROUP BY origin),
      destinations AS (SELECT destination AS code,
        row_number() OVER (ORDER BY count(*) DESC, destination) - 1 AS place FROM rows GROUP BY destination)
      SELECT count(*), sum(extract(hour FROM date)),
        sum(extract(hour FROM date) * 60 + extract(minute FROM date)), sum(isodow(date)), sum(distance),
        sum(origins.place), sum(destinations.place),
        round(sum(ln(distance / 450 + 0.5)) / 1000), count(*) FILTER (late)
      FROM rows JOIN origins ON origins.code = origin JOIN destinations ON destinations.code = destination
      """
        .formatted(rows);
  }

  private static String made(String rows) {
    return """
      SELECT count(*), sum(CAST(hour AS BIGINT)),
        sum(CAST(round((atan2(minute_sin, minute_cos) / (2 * pi()) + CASE WHEN minute_sin < -1e-7 THEN 1
          ELSE 0 END) * 1440) AS BIGINT)),
        sum(CAST(weekday AS BIGINT)), sum(CAST(distance AS BIGINT)), sum(CAST(origin AS BIGINT)),
        sum(CAST(destination AS BIGINT)), round(sum(hours::DOUBLE) / 1000), count(*) FILTER (late)
      FROM read_parquet(%1$s)
      """
        .formatted(rows);
  }

  private static String answer(DuckDb database, String query) throws Exception {
    return database
        .rows(
            query,
            row -> {
              StringBuilder values = new StringBuilder();
              for (int i = 1; i <= 9; i++) {
                values.append(row.getString(i)).append(' ');
              }
              return values.toString();
            })
        .getFirst();
  }
}
