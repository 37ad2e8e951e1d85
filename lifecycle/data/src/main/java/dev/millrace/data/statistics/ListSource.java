package dev.millrace.data.statistics;

import java.util.List;
import java.util.Optional;

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

  /** The length of each list, where it is not null. */
  static String lengths(String list) {
    return "CAST(len(" + list + ") AS BIGINT)";
  }

  /** The rows that the innermost lists are in. */
  String rows(String table) {
    return from(unnested.subList(0, unnested.size() - 1), table);
  }

  /** The elements of the innermost lists. */
  String elements(String table) {
    return from(unnested, table);
  }

  /** The elements of lists, as {@code e}. */
  static String from(List<String> unnested, String table) {
    String from = table;
    for (String list : unnested) {
      from = "(SELECT unnest(" + list + ") AS e FROM " + from + ")";
    }
    return from;
  }
}
