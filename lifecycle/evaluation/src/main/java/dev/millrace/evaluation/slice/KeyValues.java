package dev.millrace.evaluation.slice;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values of one key, coded by their first appearance; a missing value is a value too. */
final class KeyValues {

  /** A key with more distinct values than this is no way to group rows. */
  static final int MOST_VALUES = 100_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SliceKey key;
  private final int[] codes;
  private final Map<JsonNode, Integer> codeOf = new HashMap<>();
  private final List<JsonNode> values = new ArrayList<>();
  private final Map<Long, Integer> codeOfLong = new HashMap<>();
  private String[] dictionary = {};
  private int[] codeOfEntry = {};
  private int filled;

  /**
   * @param rows in all
   */
  KeyValues(SliceKey key, int rows) {
    this.key = key;
    this.codes = new int[rows];
  }

  /** The code of each row. */
  int[] codes() {
    return codes;
  }

  /** The value of each code. */
  List<JsonNode> values() {
    return values;
  }

  /** Adds the next rows. */
  void add(Column column) {
    if (column instanceof Column.Strings strings) {
      dictionary = strings.dictionary();
      codeOfEntry = new int[dictionary.length];
      Arrays.fill(codeOfEntry, -1);
    }
    for (int row = 0; row < column.size(); row++) {
      codes[filled + row] = column.present(row) ? code(column, row) : code(JSON.nullNode());
    }
    filled += column.size();
  }

  private int code(Column column, int row) {
    return switch (column) {
      case Column.Booleans booleans -> code(JSON.booleanNode(booleans.values()[row]));
      case Column.Longs longs -> code(part(longs.values()[row]));
      case Column.Doubles doubles -> code(JSON.numberNode(doubles.values()[row]));
      case Column.Strings strings -> codeOfEntry(strings.codes()[row]);
    };
  }

  private long part(long value) {
    return key.part().isPresent() ? key.part().get().of(value) : value;
  }

  private int code(long value) {
    return codeOfLong.computeIfAbsent(value, unseen -> code(JSON.numberNode(value)));
  }

  private int codeOfEntry(int entry) {
    if (codeOfEntry[entry] < 0) {
      codeOfEntry[entry] = code(JSON.stringNode(dictionary[entry]));
    }
    return codeOfEntry[entry];
  }

  private int code(JsonNode value) {
    Integer known = codeOf.putIfAbsent(value, values.size());
    if (known != null) {
      return known;
    }
    if (values.size() == MOST_VALUES) {
      throw UserError.usage(
              "slices: '" + key.name() + "' has more than " + MOST_VALUES + " different values")
          .hint("slice by a coarser column; the select of ingest can make one");
    }
    values.add(value);
    return values.size() - 1;
  }
}
