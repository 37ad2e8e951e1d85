package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.data.duckdb.Sql;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV that can be read in one way only: strings are quoted, other values are not,
 * and a missing value is {@code \N}.
 */
final class CleanWriter implements AutoCloseable {

  private static final byte[] MISSING = {'\\', 'N'};

  private final Path file;
  private final SequencedMap<String, ColumnType> types;
  private final List<ColumnType> order;
  private final OutputStream out;
  private long rows;
  private int longest;
  private boolean brokenValues;

  CleanWriter(Path file, SequencedMap<String, ColumnType> types) throws IOException {
    this.file = file;
    this.types = types;
    order = List.copyOf(types.values());
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  /** Writes a row; null stands for a missing value. */
  void row(@Nullable String[] values) throws IOException {
    int length = 0;
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      String value = values[i];
      length += 1 + value(value, order.get(i));
    }
    out.write('\n');
    rows++;
    longest = Math.max(longest, length);
  }

  private int value(@Nullable String value, ColumnType type) throws IOException {
    if (value == null) {
      out.write(MISSING);
      return MISSING.length;
    }
    boolean string = type == ColumnType.STRING;
    brokenValues |= string && value.indexOf('\n') >= 0;
    String written = string ? '"' + value.replace("\"", "\"\"") + '"' : value;
    byte[] bytes = written.getBytes(UTF_8);
    out.write(bytes);
    return bytes.length;
  }

  /** What was written; to be called when it is closed. */
  CleanTable table() {
    return CleanTable.of(
        file,
        Map.of(
            "header", "false",
            "delim", "','",
            "quote", "'\"'",
            "escape", "'\"'",
            "nullstr", Sql.text("\\N"),
            "new_line", "'\\n'"),
        types,
        rows,
        new RowShape(longest, brokenValues));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
