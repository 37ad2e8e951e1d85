package dev.millrace.store.database;

import dev.millrace.store.database.Sql.RowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * One question about many things, in as few statements as may be. The number of parameters is
 * rounded up to one of a few, by asking for the last thing again, so that few texts of SQL are
 * prepared.
 */
public final class Many {
  private static final int[] SIZES = {1, 8, 64, 512};
  private static final int LARGEST = 512;

  private Many() {}

  /**
   * Asks about all values.
   *
   * @param text SQL with {@code IN (?*)} in the place of the values, and other parameters only
   *     after it
   */
  public static <T> List<T> list(
      Sql sql, String text, RowReader<T> reader, Collection<?> values, Object... others) {
    List<T> rows = new ArrayList<>();
    each(sql, text, row -> rows.add(reader.read(row)), values, others);
    return rows;
  }

  /** Asks about all values, and reads what comes back row by row. */
  public static void each(
      Sql sql, String text, Consumer<? super Row> reader, Collection<?> values, Object... others) {
    List<Object> all = List.copyOf(values);
    for (int from = 0; from < all.size(); from += LARGEST) {
      List<Object> part = all.subList(from, Math.min(all.size(), from + LARGEST));
      sql.each(text(text, part), reader, parameters(part, others));
    }
  }

  /**
   * Changes what is about any of the values.
   *
   * @return how many rows it changed
   */
  public static int execute(Transaction sql, String text, Collection<?> values, Object... others) {
    List<Object> all = List.copyOf(values);
    int changed = 0;
    for (int from = 0; from < all.size(); from += LARGEST) {
      List<Object> part = all.subList(from, Math.min(all.size(), from + LARGEST));
      changed += sql.execute(text(text, part), parameters(part, others));
    }
    return changed;
  }

  private static String text(String text, List<Object> part) {
    return text.replace("?*", String.join(",", Collections.nCopies(size(part), "?")));
  }

  private static Object[] parameters(List<Object> part, Object... others) {
    int size = size(part);
    Object[] parameters = Arrays.copyOf(part.toArray(), size + others.length);
    Arrays.fill(parameters, part.size(), size, part.getLast());
    System.arraycopy(others, 0, parameters, size, others.length);
    return parameters;
  }

  private static int size(List<Object> part) {
    return Arrays.stream(SIZES).filter(size -> size >= part.size()).findFirst().orElse(LARGEST);
  }
}
