package dev.millrace.evaluation.slice;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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
  private final int[] codeOfPart = new int[CalendarPart.VALUES];
  private int filled;

  /**
   * @param rows in all
   */
  KeyValues(SliceKey key, int rows) {
    this.key = key;
    this.codes = new int[rows];
    Arrays.fill(codeOfPart, -1);
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
    switch (column) {
      case Column.Strings strings -> addTexts(strings);
      case Column.Longs longs when key.part().isPresent() -> addParts(longs, key.part().get());
      case Column.Longs longs -> addEach(longs, row -> JSON.numberNode(longs.values()[row]));
      case Column.Booleans booleans ->
          addEach(booleans, row -> JSON.booleanNode(booleans.values()[row]));
      case Column.Doubles doubles ->
          addEach(doubles, row -> JSON.numberNode(doubles.values()[row]));
    }
    filled += column.size();
  }

  private void addTexts(Column.Strings texts) {
    int[] codeOfEntry = new int[texts.dictionary().length];
    Arrays.fill(codeOfEntry, -1);
    for (int row = 0; row < texts.size(); row++) {
      if (!texts.present(row)) {
        codes[filled + row] = code(JSON.nullNode());
        continue;
      }
      int entry = texts.codes()[row];
      if (codeOfEntry[entry] < 0) {
        codeOfEntry[entry] = code(JSON.stringNode(texts.dictionary()[entry]));
      }
      codes[filled + row] = codeOfEntry[entry];
    }
  }

  private void addParts(Column.Longs times, CalendarPart part) {
    for (int row = 0; row < times.size(); row++) {
      if (!times.present(row)) {
        codes[filled + row] = code(JSON.nullNode());
        continue;
      }
      int value = (int) part.of(times.values()[row]);
      if (codeOfPart[value] < 0) {
        codeOfPart[value] = code(JSON.numberNode((long) value));
      }
      codes[filled + row] = codeOfPart[value];
    }
  }

  private void addEach(Column column, IntFunction<JsonNode> valueOf) {
    for (int row = 0; row < column.size(); row++) {
      codes[filled + row] = code(column.present(row) ? valueOf.apply(row) : JSON.nullNode());
    }
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
