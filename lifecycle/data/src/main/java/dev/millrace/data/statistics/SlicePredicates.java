package dev.millrace.data.statistics;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Slices as SQL: by their names, a predicate that is true of their rows. */
final class SlicePredicates {

  private SlicePredicates() {}

  /**
   * @param all statistics of all rows, which say what values there are
   */
  static SequencedMap<String, String> of(List<Slice> slices, DatasetStatistics all) {
    SequencedMap<String, String> predicates = new LinkedHashMap<>();
    for (Slice slice : slices) {
      switch (slice) {
        case Slice.Where where -> predicates.put(where.name(), where.predicate());
        case Slice.ByColumn by -> byColumn(by.column(), all, predicates);
      }
    }
    return predicates;
  }

  private static void byColumn(
      String column, DatasetStatistics all, SequencedMap<String, String> predicates) {
    FeatureStatistics feature = all.features().get(column);
    if (feature == null) {
      throw UserError.failure("the data has no column '" + column + "' to slice by")
          .hint(Suggestion.remedy(column, all.features().keySet()));
    }
    List<Value> values =
        switch (feature) {
          case BooleanStatistics booleans ->
              List.of(
                  new Value("true", "true", booleans.trues()),
                  new Value("false", "false", booleans.falses()));
          case NumericStatistics numbers -> numbers(column, numbers);
          case StringStatistics texts -> texts(texts);
        };
    values.stream()
        .filter(value -> value.rows() > 0)
        .sorted(Comparator.comparingLong(Value::rows).reversed())
        .limit(Slice.ByColumn.MOST_VALUES)
        .forEach(
            value ->
                predicates.put(
                    column + " = " + value.text(), Sql.name(column) + " = " + value.sql()));
    if (feature.missing() > 0) {
      predicates.put(column + " is missing", Sql.name(column) + " IS NULL");
    }
  }

  private record Value(String text, String sql, long rows) {}

  private static List<Value> texts(StringStatistics texts) {
    return texts.values().stream()
        .map(each -> new Value(each.value(), literal(each.value()), each.count()))
        .toList();
  }

  /** A statement ends at its first NUL, so a string with one is put together. */
  private static String literal(String text) {
    return "(" + Sql.text(text).replace("\0", "' || chr(0) || '") + ")";
  }

  private static List<Value> numbers(String column, NumericStatistics numbers) {
    ValueCounts counts = numbers.values();
    if (!counts.exact()) {
      throw UserError.failure(
              "column '" + column + "' has too many different numbers to slice by each")
          .hint("slice by a predicate such as \"" + column + "\" > 0");
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      String text = KeyNames.of(numbers).of(KeyNames.key(counts.values()[i]));
      String sql =
          switch (numbers.type()) {
            case TIMESTAMP -> "make_timestamp(" + text + ")";
            case BOOLEAN, INTEGER, STRING -> text;
            case NUMBER -> "CAST('" + text + "' AS DOUBLE)";
          };
      values.add(new Value(text, sql, counts.counts()[i]));
    }
    return values;
  }
}
