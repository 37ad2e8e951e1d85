package dev.millrace.store.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Questions to the database, all answered from one moment of it.
 *
 * <p>Values are only ever bound to {@code ?}, never written into SQL. A parameter may be a string,
 * a number, a boolean, an enum constant, an {@code Id}, {@code Digest}, {@code Instant}, a JSON
 * tree, or an {@code Optional} of these.
 */
public interface Sql {
  <T> List<T> list(String sql, RowReader<T> reader, Object... parameters);

  /** Reads rows one after the other, of which there may be more than memory holds. */
  void each(String sql, Consumer<? super Row> reader, Object... parameters);

  /** The first row, if there is any. */
  <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters);

  /** Turns a row into a value. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(Row row);
  }
}
