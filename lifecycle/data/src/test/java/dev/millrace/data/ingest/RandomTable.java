package dev.millrace.data.ingest;

import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of any values that the value domain has, which can be written in several formats.
 *
 * @param rows each with as many values as there are columns; null stands for a missing one
 */
record RandomTable(SequencedMap<String, DataType> columns, List<@Nullable Object[]> rows) {

  private static final List<DataType> TYPES = List.of(DataType.values());

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "007",
          " 12 ",
          "NaN",
          "null",
          "\\N",
          "true",
          "1e5",
          "2001-01-31",
          "\0",
          "a\0b",
          "é",
          "😀",
          "e\u0301",
          "\uFEFF",
          "\"",
          "\"\"",
          "a,b",
          "a;b\tc",
          "line\nbreak",
          "\r\n",
          "\r",
          "'",
          "\\",
          "\\\"",
          "{\"a\": 1}",
          "#",
          "-",
          "x".repeat(5_000));

  static RandomTable of(Random random) {
    SequencedMap<String, DataType> columns = new LinkedHashMap<>();
    int width = 1 + random.nextInt(8);
    for (int i = 0; i < width; i++) {
      String name = random.nextInt(4) == 0 ? "näme \"" + i + "\", x" : "c" + i;
      columns.put(name, TYPES.get(random.nextInt(TYPES.size())));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    int height = 1 + random.nextInt(40);
    for (int row = 0; row < height; row++) {
      @Nullable Object[] values = new @Nullable Object[width];
      int column = 0;
      for (DataType type : columns.values()) {
        values[column++] = random.nextInt(6) == 0 ? null : value(type, random);
      }
      rows.add(values);
    }
    return new RandomTable(columns, rows);
  }

  private static Object value(DataType type, Random random) {
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER ->
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MIN_VALUE + random.nextInt(2);
            default -> (long) random.nextInt(-1000, 1000);
          };
      case NUMBER -> number(random);
      case TIMESTAMP -> moment(random.nextLong(-60_000_000_000_000_000L, 250_000_000_000_000_000L));
      case STRING ->
          random.nextInt(3) == 0
              ? Integer.toString(random.nextInt(), 36)
              : STRANGE.get(random.nextInt(STRANGE.size()));
    };
  }

  private static double number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> Double.MIN_VALUE;
      case 2 -> -Double.MAX_VALUE;
      case 3 -> random.nextInt(-100, 100);
      case 4 -> random.nextInt() / 100.0;
      default -> {
        double bits = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(bits) ? bits : 0.1;
      }
    };
  }

  /** A time by its microseconds since 1970. */
  static LocalDateTime moment(long micros) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** As an ingest step is told them. */
  String[] types() {
    List<String> types = new ArrayList<>();
    columns.forEach(
        (name, type) -> {
          types.add(name);
          types.add(type.name());
        });
    return types.toArray(String[]::new);
  }

  /** Every row as text, sorted: two tables are the same if these are. */
  List<String> content() {
    return rows.stream().map(RandomTable::line).sorted().toList();
  }

  static String line(@Nullable Object[] values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(
          switch (value) {
            case null -> "missing";
            case String text -> "string " + text;
            case LocalDateTime time -> "time " + time;
            default -> value.toString();
          });
    }
    return String.join(" | ", texts);
  }

  Path writeCsv(Path file, Random random) throws IOException {
    String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
    String end = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder();
    text.append(
            columns.keySet().stream()
                .map(RandomTable::quoted)
                .collect(Collectors.joining(delimiter)))
        .append(end);
    for (@Nullable Object[] row : rows) {
      List<String> cells = new ArrayList<>();
      for (Object value : row) {
        cells.add(
            switch (value) {
              case null -> "";
              case String string -> quoted(string);
              default -> random.nextInt(5) == 0 ? quoted(value.toString()) : value.toString();
            });
      }
      text.append(String.join(delimiter, cells)).append(end);
    }
    return Files.writeString(file, text);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  Path writeJsonLines(Path file, Random random) throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> names = List.copyOf(columns.keySet());
    for (int at = 0; at < rows.size(); at++) {
      @Nullable Object[] row = rows.get(at);
      ObjectNode line = Json.object();
      for (int i = 0; i < row.length; i++) {
        switch (row[i]) {
          case null -> {
            if (at == 0 || random.nextBoolean()) {
              line.putNull(names.get(i));
            }
          }
          case Boolean value -> line.put(names.get(i), value);
          case Long value -> line.put(names.get(i), value);
          case Double value -> line.put(names.get(i), value);
          case Object value -> line.put(names.get(i), value.toString());
        }
      }
      text.append(Json.mapper().writeValueAsString(line)).append('\n');
    }
    return Files.writeString(file, text);
  }

  Path writeParquet(Path file) throws IOException, SQLException {
    String query = rows.stream().map(this::sqlRow).collect(Collectors.joining(" UNION ALL "));
    return Tables.write(file, query);
  }

  private String sqlRow(@Nullable Object[] row) {
    List<String> values = new ArrayList<>();
    int i = 0;
    for (var column : columns.entrySet()) {
      Object value = row[i++];
      String text = value == null ? "NULL" : "'" + sqlText(value.toString()) + "'";
      values.add(
          "CAST(" + text + " AS " + sqlType(column.getValue()) + ") AS " + quoted(column.getKey()));
    }
    return "SELECT " + String.join(", ", values);
  }

  private static String sqlText(String text) {
    return text.replace("'", "''").replace("\0", "' || chr(0) || '");
  }

  private static String sqlType(DataType type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case STRING -> "VARCHAR";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }

  /** Booleans do not exist in SQLite, so there must be none. */
  Path writeSqlite(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      String names =
          columns.keySet().stream().map(RandomTable::quoted).collect(Collectors.joining(", "));
      statement.execute("CREATE TABLE t (" + names + ")");
      String holes = columns.keySet().stream().map(_ -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (" + holes + ")")) {
        for (@Nullable Object[] row : rows) {
          for (int i = 0; i < row.length; i++) {
            insert.setObject(
                i + 1, row[i] instanceof LocalDateTime time ? time.toString() : row[i]);
          }
          insert.execute();
        }
      }
      connection.commit();
    }
    return file;
  }

  /** The same table without columns of a type. */
  RandomTable without(DataType type) {
    SequencedMap<String, DataType> kept = new LinkedHashMap<>();
    List<Integer> places = new ArrayList<>();
    int place = 0;
    for (Map.Entry<String, DataType> column : columns.entrySet()) {
      if (column.getValue() != type) {
        kept.put(column.getKey(), column.getValue());
        places.add(place);
      }
      place++;
    }
    return new RandomTable(
        kept, rows.stream().map(row -> places.stream().map(at -> row[at]).toArray()).toList());
  }
}
