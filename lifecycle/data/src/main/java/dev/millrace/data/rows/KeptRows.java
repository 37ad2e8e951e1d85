package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query in a file of the task that asked for them: so the database is asked once, and all
 * that follows sees the same rows. Columns first, then row by row the length and the characters of
 * each value; a length of -1 is a missing value.
 */
final class KeptRows {

  private static final int BUFFER = 1 << 16;
  private static final int MISSING = -1;

  private KeptRows() {}

  /**
   * The columns.
   *
   * @param types of those whose type does not follow from their values
   */
  record Header(List<String> names, List<Optional<ColumnType>> types) {}

  /** Takes a row's values, null where one is missing. */
  @FunctionalInterface
  interface RowTaker {
    void take(@Nullable String[] values) throws IOException;
  }

  /** Takes the columns, and gives what takes the rows. */
  @FunctionalInterface
  interface Taker {
    RowTaker take(Header header) throws IOException;
  }

  /** Writes the rows of one result. */
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    Writer(Path file, Header header) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
      out.writeInt(header.names().size());
      for (int i = 0; i < header.names().size(); i++) {
        write(header.names().get(i));
        write(header.types().get(i).map(ColumnType::name).orElse(null));
      }
    }

    void row(@Nullable String[] values) throws IOException {
      out.writeBoolean(true);
      for (String value : values) {
        write(value);
      }
    }

    private void write(@Nullable String value) throws IOException {
      if (value == null) {
        out.writeInt(MISSING);
      } else {
        byte[] bytes = value.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      try (out) {
        out.writeBoolean(false);
      }
    }
  }

  /** Reads a file from its beginning to its end. */
  static void read(Path file, Taker taker) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      int columns = in.readInt();
      List<String> names = new ArrayList<>();
      List<Optional<ColumnType>> types = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        names.add(String.valueOf(value(in)));
        types.add(Optional.ofNullable(value(in)).map(ColumnType::valueOf));
      }
      RowTaker rows = taker.take(new Header(names, types));
      while (in.readBoolean()) {
        TextInput.heedInterruption();
        @Nullable String[] values = new @Nullable String[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = value(in);
        }
        rows.take(values);
      }
    }
  }

  private static @Nullable String value(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == MISSING ? null : new String(in.readNBytes(length), UTF_8);
  }
}
