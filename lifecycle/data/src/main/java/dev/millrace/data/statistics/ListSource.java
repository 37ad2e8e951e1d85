package dev.millrace.data.statistics;

import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a feature's values come from if a row has a list of them, or lists of lists.
 *
 * @param name of the feature
 * @param unnested the lists to go through to its elements, outermost first: the first as SQL over
 *     the table's columns, each other one over {@code e}, an element of the one before
 * @param elements the values, as SQL over {@code e}; empty where the elements are lists or structs,
 *     which are features of their own
 */
record ListSource(String name, List<String> unnested, Optional<FeatureSource> elements) {

  ListSource {
    unnested = List.copyOf(unnested);
  }

  /** How long the innermost lists are, as a feature. */
  FeatureSource lengths() {
    String length = "CAST(len(" + unnested.getLast() + ") AS BIGINT)";
    return new FeatureSource(name, DataType.INTEGER, false, length);
  }

  /** The rows that the innermost lists are in. */
  String rows(String table, List<String> carried) {
    return from(unnested.subList(0, unnested.size() - 1), table, carried);
  }

  /** The elements of the innermost lists. */
  String elements(String table, List<String> carried) {
    return from(unnested, table, carried);
  }

  /** The elements of lists, as {@code e}. */
  static String from(List<String> unnested, String table) {
    return from(unnested, table, List.of());
  }

  /**
   * The elements of lists, each with values of the row that it is in.
   *
   * @param carried values over the table's columns, which are then {@link #carried}
   */
  private static String from(List<String> unnested, String table, List<String> carried) {
    String from = table;
    List<String> values = carried;
    for (String list : unnested) {
      StringBuilder select = new StringBuilder("(SELECT unnest(" + list + ") AS e");
      for (int i = 0; i < values.size(); i++) {
        select.append(", ").append(values.get(i)).append(" AS ").append(carried(i));
      }
      from = select.append(" FROM ").append(from).append(")").toString();
      values = IntStream.range(0, values.size()).mapToObj(ListSource::carried).toList();
    }
    return from;
  }

  /** What a carried value is called beside the elements. */
  static String carried(int index) {
    return "carried" + index;
  }
}
