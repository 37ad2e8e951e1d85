package dev.millrace.model;

import java.util.LinkedHashMap;
import java.util.List;
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

  /** Some rows, in the order given; a row may be taken more than once. */
  public Batch take(int... rows) {
    SequencedMap<String, Column> taken = new LinkedHashMap<>();
    columns.forEach((name, column) -> taken.put(name, column.take(rows)));
    return new Batch(rows.length, taken);
  }

  /**
   * The rows of some batches, one after the other.
   *
   * @param parts at least one, all with the same columns
   */
  public static Batch concat(List<Batch> parts) {
    SequencedMap<String, Column> joined = new LinkedHashMap<>();
    for (String name : parts.getFirst().columns.keySet()) {
      joined.put(name, Column.concat(parts.stream().map(part -> part.column(name)).toList()));
    }
    return new Batch(parts.stream().mapToInt(Batch::rows).sum(), joined);
  }
}
