package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ScanConsumer;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.scan.Scan;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.data.statistics.Workers;
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
    for (String feature : features) {
      if (types.get(feature) != DataType.NUMBER) {
        throw new IllegalArgumentException("feature '" + feature + "' is not a number");
      }
    }
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
        KeptColumnFiller kept = matrix.kept.get(column);
        types.put(column, kept == null ? matrix.type(column) : kept.readAs());
      }
      ShardRows rows = new ShardRows(types);
      rows.scanSpread(
          connection,
          matrix.examples,
          matrix.split,
          matrix.rows,
          new Filling(matrix, rows, List.copyOf(types.keySet())));
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  /** Some columns of the rows that come, from the first on. */
  private static final class Filling implements ScanConsumer {

    private final MatrixReader matrix;
    private final ShardRows rows;
    private final List<String> columns;
    private final double[] numbers = new double[Scan.MOST_ROWS];
    private final long[] present = new long[Scan.MOST_ROWS / Long.SIZE];
    private int filled;

    Filling(MatrixReader matrix, ShardRows rows, List<String> columns) {
      this.matrix = matrix;
      this.rows = rows;
      this.columns = columns;
    }

    @Override
    public void accept(Scan scan) {
      for (int index = 0; index < columns.size(); index++) {
        String column = columns.get(index);
        KeptColumnFiller kept = matrix.kept.get(column);
        if (kept != null) {
          kept.add(rows.column(scan, index, kept.readAs()));
        } else {
          read(scan, index);
          fill(matrix.features.indexOf(column), scan.rows());
        }
      }
      filled += scan.rows();
    }

    /** Missing values become NaN. */
    private void read(Scan scan, int index) {
      scan.doubles(index, numbers);
      if (scan.presence(index, present) < scan.rows()) {
        for (int row = 0; row < scan.rows(); row++) {
          if ((present[row >>> 6] >>> row & 1) == 0) {
            numbers[row] = Double.NaN;
          }
        }
      }
    }

    private void fill(int feature, int rows) {
      float[] values = matrix.values;
      int width = matrix.features.size();
      int place = filled * width + feature;
      for (int row = 0; row < rows; row++, place += width) {
        float value = (float) numbers[row];
        values[place] = value;
        if (Float.isInfinite(value)) {
          matrix.infinite.accumulateAndGet(place, Math::min);
        }
      }
    }
  }
}
