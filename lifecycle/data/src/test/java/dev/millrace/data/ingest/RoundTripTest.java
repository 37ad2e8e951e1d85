package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read: every value of every row, through every format. */
class RoundTripTest {

  private static final int TABLES = 8;

  @TempDir Path folder;

  @Test
  void csv_anyTable_comesBackAsItWas() throws Exception {
    for (int seed = 0; seed < TABLES; seed++) {
      Random random = new Random(seed);
      RandomTable table = RandomTable.of(random);
      Path file = table.writeCsv(folder.resolve("t.csv"), random);
      assertSame(table, Ingesting.of(folder, file.getFileName().toString()), "csv " + seed);
    }
  }

  @Test
  void jsonLines_anyTable_comesBackAsItWas() throws Exception {
    for (int seed = 0; seed < TABLES; seed++) {
      Random random = new Random(seed);
      RandomTable table = RandomTable.of(random);
      Path file = table.writeJsonLines(folder.resolve("t.jsonl"), random);
      assertSame(table, Ingesting.of(folder, file.getFileName().toString()), "jsonl " + seed);
    }
  }

  @Test
  void parquet_anyTable_comesBackAsItWas() throws Exception {
    for (int seed = 0; seed < TABLES; seed++) {
      RandomTable table = RandomTable.of(new Random(seed));
      Path file = table.writeParquet(folder.resolve("t.parquet"));
      assertRead(table, Ingesting.of(folder, file.getFileName().toString()), "parquet " + seed);
    }
  }

  @Test
  void sqlite_anyTable_comesBackAsItWas() throws Exception {
    for (int seed = 0; seed < TABLES; seed++) {
      RandomTable table = RandomTable.of(new Random(seed)).without(DataType.BOOLEAN);
      if (!table.columns().isEmpty()) {
        Path file = table.writeSqlite(folder.resolve("t" + seed + ".db"));
        assertSame(
            table,
            Ingesting.of(folder, "jdbc:sqlite:" + file.getFileName())
                .query("SELECT * FROM t", "all"),
            "sqlite " + seed);
        Files.delete(file);
      }
    }
  }

  private void assertSame(RandomTable table, Ingesting ingesting, String what) throws Exception {
    assertRead(table, ingesting.types(table.types()), what);
  }

  private void assertRead(RandomTable table, Ingesting ingesting, String what) throws Exception {
    Examples examples = ingesting.run();
    List<String> read = new ArrayList<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, folder.resolve("read"), 1)) {
      assertThat(reader.columns()).as(what).isEqualTo(table.columns());
      reader.read("train", batch -> read.addAll(lines(batch, table.columns())));
    }
    assertThat(read.stream().sorted()).as(what).isEqualTo(table.content());
  }

  private static List<String> lines(Batch batch, SequencedMap<String, DataType> types) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (var column : types.entrySet()) {
        values.add(value(batch.column(column.getKey()), column.getValue(), row));
      }
      lines.add(RandomTable.line(values.toArray()));
    }
    return lines;
  }

  private static @Nullable Object value(Column column, DataType type, int row) {
    if (!column.present(row)) {
      return null;
    }
    return switch (column) {
      case Column.Booleans booleans -> booleans.values()[row];
      case Column.Doubles doubles -> doubles.values()[row];
      case Column.Strings strings -> strings.value(row);
      case Column.Longs longs ->
          type == DataType.TIMESTAMP
              ? (Object) RandomTable.moment(longs.values()[row])
              : longs.values()[row];
    };
  }
}
