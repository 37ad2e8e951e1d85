package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.data.statistics.Workers;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a split of transformed examples, or some rows of it, into a matrix. Threads share the
 * columns out, and each reads all rows of its own, so the number of threads leaves no trace in the
 * result.
 */
final class MatrixReader {

  private final TransformedExamples examples;
  private final String split;
  private final SequencedMap<String, DataType> types;
  private final List<String> features;
  private final int rows;
  private final float[] values;
  private final SequencedMap<String, KeptColumnFiller> kept = new LinkedHashMap<>();
  private final AtomicInteger infinite = new AtomicInteger(Integer.MAX_VALUE);

  private MatrixReader(
      TransformedExamples examples,
      String split,
      SequencedMap<String, DataType> types,
      List<String> features,
      int rows) {
    this.examples = examples;
    this.split = split;
    this.types = types;
    this.features = features;
    this.rows = rows;
    this.values = new float[Math.multiplyExact(rows, features.size())];
  }

  /**
   * @param kept columns beside the features
   * @param most how many rows, evenly spread; all if there are no more
   * @throws UserError if there is no such split or column
   */
  static MatrixReader of(
      TransformedExamples examples,
      String split,
      List<String> features,
      List<String> kept,
      int most)
      throws SQLException, InterruptedException {
    int rows = Math.toIntExact(Math.min(most, Splits.rows(examples, split)));
    Path first = Splits.shards(examples, split).getFirst();
    List<String> columns = new ArrayList<>(features);
    columns.addAll(kept);
    SequencedMap<String, DataType> types = ShardRows.columns(first, columns);
    MatrixReader reader = new MatrixReader(examples, split, types, features, rows);
    for (String column : kept) {
      reader.kept.putIfAbsent(column, new KeptColumnFiller(column, reader.type(column), rows));
    }
    return reader;
  }

  private DataType type(String column) {
    return Objects.requireNonNull(types.get(column), column);
  }

  /**
   * @throws UserError if a feature is infinite in single precision
   */
  TransformedMatrix read(int threads) throws SQLException, IOException, InterruptedException {
    int parts = Math.min(threads, types.size());
    new Workers(parts).run(parts, () -> new Reading(ScanDatabase.shared().connect(), this, parts));
    requireFinite();
    SequencedMap<String, KeptColumn> columns = new LinkedHashMap<>();
    kept.forEach((name, filler) -> columns.put(name, filler.filled()));
    return new TransformedMatrix(rows, features, values, columns);
  }

  private void requireFinite() {
    int place = infinite.get();
    if (place < values.length) {
      long row = (long) (place / features.size()) * Splits.rows(examples, split) / rows;
      throw UserError.failure(
              "feature '%s' of row %d of '%s' is infinite in single precision"
                  .formatted(features.get(place % features.size()), row, split))
          .hint("scale the column, or leave out values beyond 3.4e38, in the select of ingest");
    }
  }

  /**
   * Of one thread.
   *
   * @param parts that the columns are divided into
   */
  private record Reading(ScanConnection connection, MatrixReader matrix, int parts)
      implements Workers.Worker {

    @Override
    public void work(int part) throws SQLException, InterruptedException {
      List<String> all = List.copyOf(matrix.types.keySet());
      SequencedMap<String, DataType> types = new LinkedHashMap<>();
      for (String column :
          all.subList(part * all.size() / parts, (part + 1) * all.size() / parts)) {
        types.put(column, matrix.type(column));
      }
      int[] filled = {0};
      new ShardRows(types)
          .readSpread(
              connection,
              matrix.examples,
              matrix.split,
              matrix.rows,
              batch -> {
                matrix.fill(batch, filled[0]);
                filled[0] += batch.rows();
              });
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  private void fill(Batch batch, int from) {
    batch
        .columns()
        .forEach(
            (name, column) -> {
              KeptColumnFiller filler = kept.get(name);
              if (filler != null) {
                filler.add(column);
              } else {
                fill(name, column, from);
              }
            });
  }

  private void fill(String feature, Column column, int from) {
    if (!(column instanceof Column.Doubles doubles)) {
      throw new IllegalArgumentException("feature '" + feature + "' is not a number");
    }
    double[] read = doubles.values();
    int place = from * features.size() + features.indexOf(feature);
    for (int row = 0; row < read.length; row++, place += features.size()) {
      float value = doubles.present(row) ? (float) read[row] : Float.NaN;
      values[place] = value;
      if (Float.isInfinite(value)) {
        infinite.accumulateAndGet(place, Math::min);
      }
    }
  }
}
