package dev.millrace.benchmark.models;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.files.RowPredictor;
import dev.millrace.data.files.TableFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * The raw rows that a model was trained on, as one file, once or several times over.
 *
 * @param work for what predicting needs meanwhile
 */
record RawFlights(FlightsModel model, Path file, Path work) {

  private static final double TOLERANCE = 1e-5;

  static RawFlights of(FlightsModel model, int copies, Bench bench) throws Exception {
    List<Path> shards =
        Collections.nCopies(copies, model.shards("ingest", "examples", "train")).stream()
            .flatMap(List::stream)
            .toList();
    Path folder = bench.folder("rows");
    Path file = folder.resolve("flights.parquet");
    try (DuckDb database = DuckDb.open(folder.resolve("copy"), 1)) {
      database.execute(
          "COPY (SELECT * FROM read_parquet("
              + Sql.sources(shards)
              + ")) TO "
              + Sql.target(file)
              + " (FORMAT parquet)");
    }
    return new RawFlights(model, file, bench.folder("work"));
  }

  /** The file beside this with the predictions in it. */
  Path predictions() {
    return file.resolveSibling("predictions.parquet");
  }

  /**
   * Writes the predictions.
   *
   * @return how many
   */
  long predict(int threads) throws Exception {
    RowPredictor predictor = RowPredictor.here(model.bundle().predictor(), threads);
    return TableFile.predict(file, predictions(), predictor, work);
  }

  /** Holds what was written against what XGBoost says of the same rows. */
  void requireSame(float[][] expected) throws Exception {
    String output = model.bundle().manifest().outputs().getFirst();
    int[] at = {0};
    double[] apart = {0};
    try (DuckDb database = DuckDb.open(work.resolve("compare"), 1)) {
      String from = " FROM read_parquet(" + Sql.sources(List.of(predictions())) + ")";
      database.chunks(
          "SELECT " + Sql.name(output) + from,
          chunk -> {
            for (int row = 0; row < chunk.rowCount(); row++) {
              double found = chunk.vector(0).getDouble(row);
              apart[0] = Math.max(apart[0], Math.abs(found - expected[at[0]++][0]));
            }
          });
    }
    Benchmark.require(at[0] == expected.length, at[0] + " rows, not " + expected.length);
    Benchmark.require(apart[0] <= TOLERANCE, "predictions differ by " + apart[0]);
  }
}
