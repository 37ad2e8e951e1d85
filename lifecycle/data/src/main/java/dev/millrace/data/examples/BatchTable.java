package dev.millrace.data.examples;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Timestamps;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * Batches as a table that SQL can read once, so that DuckDB writes them to a file while they are
 * being made. A database takes one such table in its life. Columns cross by arrays; nothing is
 * turned into text or into rows on the way.
 */
public final class BatchTable {

  private static final int ROW_GROUP_ROWS = 122_880;

  /**
   * A function registered again under its name is not replaced: the first would be read, and wait
   * for ever. So each copy has a function of its own, behind a macro that is replaced.
   */
  private static final AtomicLong COPIES = new AtomicLong();

  private BatchTable() {}

  /** How values of a type are stored as they are. */
  public static DuckDBColumnType stored(DataType type) {
    return switch (type) {
      case BOOLEAN -> DuckDBColumnType.BOOLEAN;
      case INTEGER -> DuckDBColumnType.BIGINT;
      case NUMBER -> DuckDBColumnType.DOUBLE;
      case STRING -> DuckDBColumnType.VARCHAR;
      case TIMESTAMP -> DuckDBColumnType.TIMESTAMP;
    };
  }

  /**
   * Writes batches as one Parquet file, in their order.
   *
   * @param columns of every batch, with the types to store them in
   * @throws Exception what the source threw, or an {@link SQLException} if the file cannot be
   *     written
   */
  public static void writeParquet(
      DuckDb database,
      SequencedMap<String, DuckDBColumnType> columns,
      BatchSource source,
      Path target)
      throws Exception {
    copy(
        database,
        columns,
        source,
        "COPY (SELECT * FROM batches()) TO "
            + Sql.target(target)
            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
            + ROW_GROUP_ROWS
            + ")");
  }

  /**
   * Runs a statement that reads the table function {@code batches()} to its end.
   *
   * @throws Exception what the source threw, or an {@link SQLException}
   */
  public static void copy(
      DuckDb database,
      SequencedMap<String, DuckDBColumnType> columns,
      BatchSource source,
      String sql)
      throws Exception {
    try (BatchPipe pipe = new BatchPipe(source);
        DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
      String name = "batches_" + COPIES.incrementAndGet();
      function.withName(name).withFunction(new Rows(columns, pipe)).register(database.connection());
      database.execute(
          "CREATE OR REPLACE TEMPORARY MACRO batches() AS TABLE SELECT * FROM " + name + "()");
      execute(database, sql, pipe);
    }
  }

  /**
   * What the source threw comes back from the statement as text, with its stack trace: the thing
   * itself is thrown.
   */
  private static void execute(DuckDb database, String sql, BatchPipe pipe) throws Exception {
    try {
      database.execute(sql);
    } catch (SQLException e) {
      pipe.rethrow();
      throw e;
    }
    pipe.rethrow();
  }

  /**
   * Hands out the batches of a pipe, a chunk at a time, on one thread so that their order stays.
   */
  private static final class Rows implements DuckDBTableFunction<Boolean, Boolean, Boolean> {
    private final SequencedMap<String, DuckDBColumnType> columns;
    private final BatchPipe pipe;
    private Optional<Batch> batch = Optional.empty();
    private int at;

    Rows(SequencedMap<String, DuckDBColumnType> columns, BatchPipe pipe) {
      this.columns = columns;
      this.pipe = pipe;
    }

    @Override
    public Boolean bind(DuckDBTableFunctionBindInfo info) {
      columns.forEach(info::addResultColumn);
      return true;
    }

    @Override
    public Boolean init(DuckDBTableFunctionInitInfo info) {
      info.setMaxThreads(1);
      return true;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
        throws Exception {
      if (batch.isEmpty() || at == batch.get().rows()) {
        batch = pipe.take();
        at = 0;
      }
      return batch.isEmpty() ? 0 : fill(batch.get(), chunk);
    }

    private long fill(Batch rows, DuckDBDataChunkWriter chunk) {
      int count = (int) Math.min(chunk.capacity(), rows.rows() - at);
      List<String> names = List.copyOf(columns.keySet());
      for (int index = 0; index < names.size(); index++) {
        write(rows.column(names.get(index)), chunk.vector(index), count);
      }
      at += count;
      return count;
    }

    private void write(Column column, DuckDBWritableVector vector, int count) {
      for (int row = 0; row < count; row++) {
        if (!column.present(at + row)) {
          vector.setNull(row);
        } else {
          set(column, vector, row);
        }
      }
    }

    private void set(Column column, DuckDBWritableVector vector, int row) {
      switch (column) {
        case Column.Booleans booleans -> vector.setBoolean(row, booleans.values()[at + row]);
        case Column.Longs longs -> {
          if (vector.getType() == DuckDBColumnType.TIMESTAMP) {
            vector.setTimestamp(row, Timestamps.moment(longs.values()[at + row]));
          } else {
            vector.setLong(row, longs.values()[at + row]);
          }
        }
        case Column.Doubles doubles -> {
          if (vector.getType() == DuckDBColumnType.FLOAT) {
            vector.setFloat(row, (float) doubles.values()[at + row]);
          } else {
            vector.setDouble(row, doubles.values()[at + row]);
          }
        }
        case Column.Strings strings -> vector.setString(row, strings.value(at + row));
      }
    }
  }
}
