package dev.millrace.data.rows;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How many values of each kind every column has. Types follow from all values, never from a sample:
 * a column is what every one of its values is, and a string where they are of different kinds.
 * Counts of several files or of parts of one add up.
 */
public final class Census {

  private final SequencedMap<String, Column> columns = new LinkedHashMap<>();

  /** One column's counts, and an example of what is only a text. */
  static final class Column {
    final long[] counts = new long[Kind.COUNT];
    private Optional<String> odd = Optional.empty();
    private Optional<ColumnType> fixed = Optional.empty();

    void add(Kind kind) {
      counts[kind.place()]++;
    }

    boolean needsExample() {
      return odd.isEmpty();
    }

    void example(String place) {
      odd = Optional.of(place);
    }

    /** For sources that know what their columns are. */
    void fix(ColumnType type) {
      fixed = Optional.of(type);
    }

    private long count(Kind kind) {
      return counts[kind.place()];
    }

    private long present() {
      long sum = 0;
      for (long count : counts) {
        sum += count;
      }
      return sum - count(Kind.MISSING);
    }

    private ColumnType type() {
      if (fixed.isPresent()) {
        return fixed.get();
      }
      if (present() > 0) {
        for (ColumnType type : ColumnType.values()) {
          if (taken(type) == present()) {
            return type;
          }
        }
      }
      return ColumnType.STRING;
    }

    private long taken(ColumnType type) {
      long taken = 0;
      for (Kind kind : Kind.values()) {
        taken += kind != Kind.MISSING && type.takes(kind) ? count(kind) : 0;
      }
      return taken;
    }

    private Column merge(Column other) {
      Column merged = new Column();
      for (int kind = 0; kind < Kind.COUNT; kind++) {
        merged.counts[kind] = counts[kind] + other.counts[kind];
      }
      merged.odd = odd.or(() -> other.odd);
      merged.fixed = fixed.or(() -> other.fixed);
      return merged;
    }

    private Optional<String> note(String name) {
      if (type() != ColumnType.STRING || fixed.isPresent()) {
        return Optional.empty();
      }
      if (present() == 0) {
        return Optional.of("column '" + name + "' has no values: it is read as string");
      }
      if (count(Kind.TEXT) == present()) {
        return Optional.empty();
      }
      List<String> kinds = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        if (kind != Kind.MISSING && count(kind) > 0) {
          kinds.add(count(kind) + " " + kind.plural());
        }
      }
      String example = odd.map(place -> ", such as " + place).orElse("");
      return Optional.of(
          "column '"
              + name
              + "' is read as string, because its values are of different kinds: "
              + String.join(", ", kinds)
              + example);
    }
  }

  /** The column of a name, new if there was none. */
  Column column(String name) {
    return columns.computeIfAbsent(name, _ -> new Column());
  }

  /** In the order in which they were met. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** Both together. */
  public Census merge(Census other) {
    Census merged = new Census();
    merged.columns.putAll(columns);
    other.columns.forEach((name, column) -> merged.columns.merge(name, column, Column::merge));
    return merged;
  }

  /**
   * The type of every column: the one declared for it, or what all its values are.
   *
   * @throws UserError with the nearest name if one is declared that is not there
   */
  public SequencedMap<String, ColumnType> types(Map<String, DataType> declared) {
    for (String name : declared.keySet()) {
      if (!columns.containsKey(name)) {
        throw UserError.failure("types names column '" + name + "', which is not there")
            .hint(Suggestion.remedy(name, columns.keySet()));
      }
    }
    SequencedMap<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          DataType wanted = declared.get(name);
          types.put(name, wanted == null ? column.type() : declared(column, wanted));
        });
    return types;
  }

  private static ColumnType declared(Column column, DataType wanted) {
    boolean withOffset = column.count(Kind.INSTANT) > 0 && column.count(Kind.TIMESTAMP) == 0;
    return ColumnType.of(wanted, withOffset);
  }

  /** True if every value can be read as its column's type. */
  public boolean allFit(Map<String, ColumnType> types) {
    return columns.entrySet().stream()
        .allMatch(
            entry -> {
              Column column = entry.getValue();
              ColumnType type = types.getOrDefault(entry.getKey(), ColumnType.STRING);
              return type == ColumnType.STRING || column.taken(type) == column.present();
            });
  }

  /** True if some value of some column is missing. */
  boolean anyMissing() {
    return columns.values().stream().anyMatch(column -> column.count(Kind.MISSING) > 0);
  }

  /** What people should know of columns whose type is not plain to see, one line each. */
  public List<String> notes(Map<String, DataType> declared) {
    List<String> notes = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          if (!declared.containsKey(name)) {
            column.note(name).ifPresent(notes::add);
          }
        });
    return notes;
  }
}
