package dev.millrace.data;

import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Statistics of columns given in place, for tests. */
public final class Counts {

  private final SequencedMap<String, DataType> types = new LinkedHashMap<>();
  private final SequencedMap<String, Column> columns = new LinkedHashMap<>();

  public Counts integers(String name, long... values) {
    return add(name, DataType.INTEGER, new Column.Longs(values, null));
  }

  public Counts numbers(String name, double... values) {
    return add(name, DataType.NUMBER, new Column.Doubles(values, null));
  }

  public Counts strings(String name, @Nullable String... values) {
    return add(name, DataType.STRING, Column.Strings.of(values));
  }

  /** True, false, or null where missing. */
  public Counts booleans(String name, @Nullable Boolean... values) {
    boolean[] present = new boolean[values.length];
    boolean[] flags = new boolean[values.length];
    for (int row = 0; row < values.length; row++) {
      present[row] = values[row] != null;
      flags[row] = Boolean.TRUE.equals(values[row]);
    }
    return add(name, DataType.BOOLEAN, new Column.Booleans(flags, present));
  }

  private Counts add(String name, DataType type, Column column) {
    types.put(name, type);
    columns.put(name, column);
    return this;
  }

  public DatasetStatistics build() {
    int rows = columns.values().stream().mapToInt(Column::size).max().orElse(0);
    return new StatisticsBuilder(types).add(new Batch(rows, columns)).build();
  }

  /** One data set a split: {@code train}, then {@code eval}. */
  public static StatisticsFile file(DatasetStatistics... splits) {
    SequencedMap<String, DatasetStatistics> byName = new LinkedHashMap<>();
    List<String> names = Arrays.asList("train", "eval");
    for (int i = 0; i < splits.length; i++) {
      byName.put(names.get(i), splits[i]);
    }
    return new StatisticsFile(byName);
  }
}
