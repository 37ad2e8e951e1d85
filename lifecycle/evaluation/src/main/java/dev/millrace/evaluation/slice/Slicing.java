package dev.millrace.evaluation.slice;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Groups rows by the keys of several slicings, such as {@code [[origin], [origin, hour]]}: once by
 * origin, once by origin and hour. A key is a column, or a part of a timestamp: {@code hour(date)},
 * {@code weekday(date)}, {@code month(date)}, and short {@code hour} where there is one timestamp.
 */
public final class Slicing {

  private final int rows;
  private final List<List<SliceKey>> crosses = new ArrayList<>();
  private final Map<SliceKey, KeyValues> values = new LinkedHashMap<>();

  /**
   * @param written the keys of each slicing
   * @param columns there are, with their types
   * @param rows that will be added in all
   * @throws UserError if a key is not known, or a slicing has none
   */
  public Slicing(List<List<String>> written, SequencedMap<String, DataType> columns, int rows) {
    this.rows = rows;
    for (List<String> names : written) {
      if (names.isEmpty()) {
        throw UserError.usage("slices: an empty list of keys")
            .hint("all rows together are always evaluated; leave it out");
      }
      List<SliceKey> keys = names.stream().map(name -> SliceKey.parse(name, columns)).toList();
      keys.forEach(key -> values.computeIfAbsent(key, unseen -> new KeyValues(key, rows)));
      crosses.add(keys);
    }
  }

  /** The columns that {@link #add} needs. */
  public SequencedSet<String> columns() {
    SequencedSet<String> columns = new LinkedHashSet<>();
    values.keySet().forEach(key -> columns.add(key.column()));
    return columns;
  }

  /** Adds the next rows. */
  public void add(Batch batch) {
    values.forEach((key, known) -> known.add(batch.column(key.column())));
  }

  /**
   * The groups of each slicing, all rows having been added.
   *
   * @param least rows of a group that is kept
   */
  public List<Grouping> groupings(int least) {
    return crosses.stream()
        .map(keys -> new Cross(keys, keys.stream().map(this::valuesOf).toList(), rows))
        .map(cross -> cross.group(least))
        .toList();
  }

  private KeyValues valuesOf(SliceKey key) {
    KeyValues known = values.get(key);
    if (known == null) {
      throw new IllegalStateException("no values of " + key);
    }
    return known;
  }
}
