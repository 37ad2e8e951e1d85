package dev.millrace.store.database;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The present row of a result, read by column name in the types the tables are written in. */
public final class Row {
  private final ResultSet result;
  private final Map<String, Integer> places = new HashMap<>();

  Row(ResultSet result) throws SQLException {
    this.result = result;
    var columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      places.put(columns.getColumnLabel(i), i);
    }
  }

  public String text(String column) {
    return read(() -> result.getString(place(column)));
  }

  public Optional<String> optionalText(String column) {
    return read(() -> Optional.ofNullable(result.getString(place(column))));
  }

  public long number(String column) {
    return read(() -> result.getLong(place(column)));
  }

  public int integer(String column) {
    return read(() -> result.getInt(place(column)));
  }

  public Optional<Integer> optionalInteger(String column) {
    return read(
        () -> {
          int value = result.getInt(place(column));
          return result.wasNull() ? Optional.empty() : Optional.of(value);
        });
  }

  /** A floating-point number; NULL is NaN, which SQLite keeps as NULL. */
  public double real(String column) {
    return read(
        () -> {
          double value = result.getDouble(place(column));
          return result.wasNull() ? Double.NaN : value;
        });
  }

  public boolean truth(String column) {
    return number(column) != 0;
  }

  public Id id(String column) {
    return Id.parse(text(column));
  }

  public Optional<Id> optionalId(String column) {
    return optionalText(column).map(Id::parse);
  }

  public Digest digest(String column) {
    return new Digest(text(column));
  }

  public Instant instant(String column) {
    return Times.instant(number(column));
  }

  public Optional<Instant> optionalInstant(String column) {
    return read(
        () -> {
          long micros = result.getLong(place(column));
          return result.wasNull() ? Optional.empty() : Optional.of(Times.instant(micros));
        });
  }

  public JsonNode json(String column) {
    return Json.parse(text(column));
  }

  /** A JSON object by its fields, in their written order. */
  public Map<String, JsonNode> fields(String column) {
    return Fields.of(json(column));
  }

  public <E extends Enum<E>> E constant(Class<E> type, String column) {
    return Enum.valueOf(type, text(column));
  }

  private int place(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException("the result has no column '" + column + "'");
    }
    return place;
  }

  private static <T> T read(Cell<T> cell) {
    try {
      return cell.read();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private interface Cell<T> {
    T read() throws SQLException;
  }
}
