package dev.millrace.model;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Some rows, by column.
 *
 * @param rows how many; every column has as many values
 */
public record Batch(int rows, SequencedMap<String, Column> columns) {

  public Batch {
    columns = new LinkedHashMap<>(columns);
    int expected = rows;
    columns.forEach(
        (name, column) -> {
          if (column.size() != expected) {
            throw new IllegalArgumentException(
                "column '"
                    + name
                    + "' has "
                    + column.size()
                    + " values in a batch of "
                    + expected
                    + " rows");
          }
        });
  }

  /** The column of a name that the batch is known to have. */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no column '" + name + "'; there are " + columns.keySet());
    }
    return column;
  }

  /** The rows {@code from ≤ row < to} as a batch of their own. */
  public Batch slice(int from, int to) {
    SequencedMap<String, Column> parts = new LinkedHashMap<>();
    columns.forEach((name, column) -> parts.put(name, column.slice(from, to)));
    return new Batch(to - from, parts);
  }
}
