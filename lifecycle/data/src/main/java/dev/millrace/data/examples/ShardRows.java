package dev.millrace.data.examples;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.scan.Scan;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.data.scan.StringVector;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads one file's rows on the thread that asks, some thousand at a time, in their order. */
public final class ShardRows {

  private static final int SLOTS = 2 * Scan.MOST_ROWS;

  private final SequencedMap<String, DataType> columns;
  private final long[] words = new long[Scan.MOST_ROWS / Long.SIZE];
  private final StringVector strings = new StringVector();

  /**
   * @param columns to read, with their types
   */
  public ShardRows(SequencedMap<String, DataType> columns) {
    this.columns = columns;
  }

  /** Types by column, in the order of a Parquet file. */
  public static SequencedMap<String, DataType> columns(Path file)
      throws SQLException, InterruptedException {
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    stored(file).forEach((name, column) -> types.put(name, column.requiredType()));
    return types;
  }

  /**
   * Types of some columns of a Parquet file, in the order asked for.
   *
   * @throws UserError if one is not there
   */
  public static SequencedMap<String, DataType> columns(Path file, List<String> names)
      throws SQLException, InterruptedException {
    SequencedMap<String, TableColumn> stored = stored(file);
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    for (String name : names) {
      TableColumn column = stored.get(name);
      if (column == null) {
        throw UserError.failure("the examples have no column '" + name + "'")
            .hint(Suggestion.remedy(name, stored.keySet()));
      }
      types.put(name, column.requiredType());
    }
    return types;
  }

  private static SequencedMap<String, TableColumn> stored(Path file)
      throws SQLException, InterruptedException {
    SequencedMap<String, TableColumn> stored = new LinkedHashMap<>();
    try (ScanConnection connection = ScanDatabase.shared().connect()) {
      for (TableColumn column : connection.columns("SELECT * FROM " + table(file))) {
        stored.put(column.name(), column);
      }
    }
    return stored;
  }

  /** Passes all rows of a Parquet file on. */
  public void read(ScanConnection connection, Path file, BatchConsumer consumer)
      throws SQLException, InterruptedException {
    scan(connection, table(file), scan -> consumer.accept(batch(scan)));
  }

  private void scan(ScanConnection connection, String source, ScanConsumer consumer)
      throws SQLException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    columns.forEach((name, type) -> wanted.add(sql(Sql.name(name), type)));
    String query = "SELECT " + String.join(", ", wanted) + " FROM " + source;
    try (Scan scan = connection.scan(query)) {
      while (scan.next()) {
        consumer.accept(scan);
      }
    }
  }

  /**
   * Passes some rows of a split on, as {@link #scanSpread} does, in batches.
   *
   * @throws IllegalStateException if the files do not hold as many rows as the examples say
   */
  public void readSpread(
      ScanConnection connection, Artifact examples, String split, long most, BatchConsumer consumer)
      throws SQLException, InterruptedException {
    scanSpread(connection, examples, split, most, scan -> consumer.accept(batch(scan)));
  }

  /**
   * Passes some rows of a split on, evenly spread, in their order; all if there are no more. Of
   * {@code n} rows and {@code m} wanted ones they are the rows {@code ⌊i · n / m⌋}.
   *
   * @param most how many
   * @param consumer never given more rows than those
   * @throws IllegalStateException if the files do not hold as many rows as the examples say
   */
  public void scanSpread(
      ScanConnection connection, Artifact examples, String split, long most, ScanConsumer consumer)
      throws SQLException, InterruptedException {
    long rows = Splits.rows(examples, split);
    long wanted = Math.min(rows, most);
    List<Long> ofShards = Splits.shardRows(examples, split);
    long before = 0;
    long[] passed = {0};
    for (int shard = 0; shard < ofShards.size(); shard++) {
      Path file = Splits.shard(examples, split, shard);
      scan(
          connection,
          wanted == rows ? table(file) : spread(file, before, rows, most),
          scan -> {
            passed[0] += scan.rows();
            if (passed[0] > wanted) {
              throw new IllegalStateException("the files hold more rows than their artifact says");
            }
            consumer.accept(scan);
          });
      before += ofShards.get(shard);
    }
    if (passed[0] < wanted) {
      throw new IllegalStateException("the files hold fewer rows than their artifact says");
    }
  }

  /**
   * Row {@code r} is wanted if there is a whole number from {@code r · m / n} on below {@code (r +
   * 1) · m / n}.
   */
  private static String spread(Path file, long before, long rows, long most) {
    return "%s QUALIFY %s < %s"
        .formatted(
            table(file), wantedBefore(before, rows, most), wantedBefore(before + 1, rows, most));
  }

  private static String wantedBefore(long offset, long rows, long most) {
    return "((row_number() OVER () - 1 + %d) * %d + %d) // %d"
        .formatted(offset, most, rows - 1, rows);
  }

  private static String table(Path file) {
    return "read_parquet(" + Sql.sources(List.of(file)) + ")";
  }

  private static String sql(String name, DataType type) {
    return switch (type) {
      case TIMESTAMP -> "epoch_us(" + name + ")";
      case INTEGER -> "CAST(" + name + " AS BIGINT)";
      case NUMBER -> "CAST(" + name + " AS DOUBLE)";
      case BOOLEAN, STRING -> name;
    };
  }

  private Batch batch(Scan scan) {
    SequencedMap<String, Column> read = new LinkedHashMap<>();
    int index = 0;
    for (var column : columns.entrySet()) {
      read.put(column.getKey(), column(scan, index++, column.getValue()));
    }
    return new Batch(scan.rows(), read);
  }

  /** A column of the rows that a scan is at, as it stands among those that are read. */
  public Column column(Scan scan, int index, DataType type) {
    boolean @Nullable [] present = present(scan, index);
    return switch (type) {
      case INTEGER, TIMESTAMP -> longs(scan, index, present);
      case NUMBER -> doubles(scan, index, present);
      case BOOLEAN -> booleans(scan, index, present);
      case STRING -> strings(scan, index, present);
    };
  }

  private boolean @Nullable [] present(Scan scan, int index) {
    if (scan.presence(index, words) == scan.rows()) {
      return null;
    }
    boolean[] present = new boolean[scan.rows()];
    for (int row = 0; row < present.length; row++) {
      present[row] = ((words[row >>> 6] >>> row) & 1) != 0;
    }
    return present;
  }

  private static Column longs(Scan scan, int index, boolean @Nullable [] present) {
    long[] values = new long[scan.rows()];
    scan.longs(index, values);
    for (int row = 0; present != null && row < values.length; row++) {
      values[row] = present[row] ? values[row] : 0;
    }
    return new Column.Longs(values, present);
  }

  private static Column doubles(Scan scan, int index, boolean @Nullable [] present) {
    double[] values = new double[scan.rows()];
    scan.doubles(index, values);
    for (int row = 0; present != null && row < values.length; row++) {
      values[row] = present[row] ? values[row] : 0;
    }
    return new Column.Doubles(values, present);
  }

  private static Column booleans(Scan scan, int index, boolean @Nullable [] present) {
    byte[] bytes = new byte[scan.rows()];
    scan.booleans(index, bytes);
    boolean[] values = new boolean[bytes.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = bytes[row] != 0 && (present == null || present[row]);
    }
    return new Column.Booleans(values, present);
  }

  /** Short strings, which lie in the vector itself, are made once for all rows that have them. */
  private Column.Strings strings(Scan scan, int index, boolean @Nullable [] present) {
    scan.strings(index, strings);
    int rows = scan.rows();
    int[] codes = new int[rows];
    int[] rowOf = new int[rows];
    int[] slots = new int[SLOTS];
    List<String> dictionary = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (present != null && !present[row]) {
        codes[row] = -1;
        continue;
      }
      int slot = -1;
      if (strings.length(row) <= StringVector.INLINE) {
        slot = slot(row, slots, rowOf);
        if (slots[slot] != 0) {
          codes[row] = slots[slot] - 1;
          continue;
        }
      }
      codes[row] = dictionary.size();
      rowOf[dictionary.size()] = row;
      dictionary.add(text(row));
      if (slot >= 0) {
        slots[slot] = dictionary.size();
      }
    }
    return new Column.Strings(dictionary.toArray(String[]::new), codes);
  }

  /** Where a short string's code is, or belongs. */
  private int slot(int row, int[] slots, int[] rowOf) {
    long head = strings.head(row);
    long tail = strings.tail(row);
    long mixed = (head ^ Long.rotateLeft(tail, 32)) * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> 40) & (SLOTS - 1);
    while (slots[slot] != 0) {
      int other = rowOf[slots[slot] - 1];
      if (strings.head(other) == head && strings.tail(other) == tail) {
        break;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  private String text(int row) {
    byte[] bytes = new byte[strings.length(row)];
    strings.copy(row, 0, bytes, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
