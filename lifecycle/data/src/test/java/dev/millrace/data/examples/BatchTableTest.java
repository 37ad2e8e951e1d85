package dev.millrace.data.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.data.Tables;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.duckdb.DuckDBColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTableTest {

  @TempDir private Path directory;

  @Test
  void writeParquet_manyBatches_keepsEveryRowInOrder() throws Exception {
    Path file = directory.resolve("rows.parquet");
    write(
        consumer -> {
          for (int batch = 0; batch < 5; batch++) {
            consumer.accept(numbers(batch * 3000L, 3000));
          }
        },
        file);
    List<String> rows = Tables.query("SELECT n FROM " + Tables.table(file));
    assertThat(rows).hasSize(15_000);
    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.get(row)).isEqualTo(Integer.toString(row));
    }
  }

  @Test
  void writeParquet_everyTypeAndNull_carriesValuesAsTheyAre() throws Exception {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("b", new Column.Booleans(new boolean[] {true, false}, new boolean[] {true, false}));
    columns.put("n", new Column.Longs(new long[] {Long.MIN_VALUE, 0}, new boolean[] {true, false}));
    columns.put("f", new Column.Doubles(new double[] {0.5, 0}, new boolean[] {true, false}));
    columns.put("d", new Column.Doubles(new double[] {0.1, 0}, new boolean[] {true, false}));
    columns.put("s", Column.Strings.of("naïve 🛫", null));
    SequencedMap<String, DuckDBColumnType> types = new LinkedHashMap<>();
    types.put("b", DuckDBColumnType.BOOLEAN);
    types.put("n", DuckDBColumnType.BIGINT);
    types.put("f", DuckDBColumnType.FLOAT);
    types.put("d", DuckDBColumnType.DOUBLE);
    types.put("s", DuckDBColumnType.VARCHAR);
    Path file = directory.resolve("types.parquet");
    try (DuckDb database = DuckDb.open(directory, 1)) {
      BatchTable.writeParquet(
          database, types, consumer -> consumer.accept(new Batch(2, columns)), file);
    }
    assertThat(Tables.query("SELECT * FROM " + Tables.table(file)))
        .containsExactly("true,-9223372036854775808,0.5,0.1,naïve 🛫", "null,null,null,null,null");
  }

  @Test
  void writeParquet_twiceOnOneDatabase_readsEachSource() throws Exception {
    SequencedMap<String, DuckDBColumnType> types = new LinkedHashMap<>();
    types.put("n", DuckDBColumnType.BIGINT);
    try (DuckDb database = DuckDb.open(directory, 1)) {
      for (int copy = 0; copy < 3; copy++) {
        long from = copy * 10L;
        Path file = directory.resolve("copy" + copy + ".parquet");
        BatchTable.writeParquet(
            database, types, consumer -> consumer.accept(numbers(from, 2)), file);
        assertThat(Tables.query("SELECT n FROM " + Tables.table(file)))
            .containsExactly(Long.toString(from), Long.toString(from + 1));
      }
    }
  }

  @Test
  void writeParquet_sourceFails_throwsWhatTheSourceThrew() {
    assertThatThrownBy(
            () ->
                write(
                    consumer -> {
                      consumer.accept(numbers(0, 10));
                      throw new IOException("the disk went away");
                    },
                    directory.resolve("failed.parquet")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the disk went away");
  }

  @Test
  void writeParquet_targetCannotBeWritten_stopsTheSource() {
    assertThatThrownBy(
            () ->
                write(
                    consumer -> {
                      while (true) {
                        consumer.accept(numbers(0, 1000));
                      }
                    },
                    directory.resolve("no/such/directory/rows.parquet")))
        .isInstanceOf(SQLException.class);
  }

  private void write(BatchSource source, Path file) throws Exception {
    SequencedMap<String, DuckDBColumnType> types = new LinkedHashMap<>();
    types.put("n", DuckDBColumnType.BIGINT);
    try (DuckDb database = DuckDb.open(directory, 2)) {
      BatchTable.writeParquet(database, types, source, file);
    }
  }

  private static Batch numbers(long from, int rows) {
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = from + row;
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("n", new Column.Longs(values, null));
    return new Batch(rows, columns);
  }
}
