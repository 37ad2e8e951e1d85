package dev.millrace.evaluation.slice;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What rows are told apart by.
 *
 * @param name as written
 */
record SliceKey(String name, String column, Optional<CalendarPart> part) {

  private static final Pattern PART = Pattern.compile("(\\w+)\\((.+)\\)");

  /**
   * Reads {@code origin}, a column; {@code hour(date)}, a part of a timestamp; or {@code hour},
   * where no column has that name and one column is a timestamp.
   *
   * @param columns there are, with their types
   * @throws UserError if it is none of these
   */
  static SliceKey parse(String written, SequencedMap<String, DataType> columns) {
    Matcher call = PART.matcher(written);
    Optional<CalendarPart> bare = CalendarPart.find(written);
    if (columns.containsKey(written)) {
      return ofColumn(written, columns);
    }
    if (call.matches()) {
      return ofPart(written, call.group(1), call.group(2), columns);
    }
    if (bare.isPresent()) {
      return new SliceKey(written, onlyTimestamp(written, columns), bare);
    }
    throw UserError.usage("slices: there is no column '" + written + "'")
        .hint(Suggestion.remedy(written, columns.keySet()));
  }

  private static SliceKey ofColumn(String written, SequencedMap<String, DataType> columns) {
    if (columns.get(written) == DataType.TIMESTAMP) {
      throw UserError.usage(
              "slices: '" + written + "' is a timestamp, of which every row has its own")
          .hint("slice by a part of it, such as hour(" + written + ")");
    }
    return new SliceKey(written, written, Optional.empty());
  }

  private static SliceKey ofPart(
      String written, String part, String column, SequencedMap<String, DataType> columns) {
    CalendarPart known =
        CalendarPart.find(part)
            .orElseThrow(
                () ->
                    UserError.usage("slices: '" + written + "' asks for an unknown part")
                        .hint(Suggestion.remedy(part, CalendarPart.names())));
    if (columns.get(column) != DataType.TIMESTAMP) {
      throw UserError.usage(
              "slices: '" + written + "' needs a timestamp, and '" + column + "' is none")
          .hint(Suggestion.remedy(column, timestamps(columns)));
    }
    return new SliceKey(written, column, Optional.of(known));
  }

  private static String onlyTimestamp(String written, SequencedMap<String, DataType> columns) {
    List<String> timestamps = timestamps(columns);
    if (timestamps.size() != 1) {
      throw UserError.usage(
              "slices: '"
                  + written
                  + "' is no column, and as a part of a timestamp it needs just one timestamp; there"
                  + " are "
                  + timestamps)
          .hint("name the column: " + written + "(COLUMN)");
    }
    return timestamps.getFirst();
  }

  private static List<String> timestamps(SequencedMap<String, DataType> columns) {
    return columns.entrySet().stream()
        .filter(column -> column.getValue() == DataType.TIMESTAMP)
        .map(Map.Entry::getKey)
        .toList();
  }
}
