package dev.millrace.data.rows;

import java.util.List;

/** Says of which kind the values of a dialect are. */
final class ValueReader {

  private static final int BRIEF = 40;

  private final List<String> missing;
  private final boolean translates;
  private final Written written;

  ValueReader(Dialect dialect) {
    missing = dialect.missingTexts();
    translates = dialect.translates();
    written = new Written(dialect);
  }

  /** Only what stands without quotes can be missing: {@code ""} is a string without characters. */
  Kind kind(CsvScanner row, int field) {
    int from = row.from(field);
    int to = row.to(field);
    if (!row.quoted(field)) {
      if (from == to || (!missing.isEmpty() && missing.contains(row.value(field)))) {
        return Kind.MISSING;
      }
    }
    return translates
        ? Kind.of(written.translated(row.value(field)))
        : Kind.of(row.bytes(), from, to);
  }

  /** A number or timestamp in the common form. */
  String translated(String value) {
    return translates ? written.translated(value) : value;
  }

  /** Why a value cannot be kept. */
  static String refusal(String column, String value, ColumnType type) {
    return "'" + column + "' is " + quoted(value) + ", expected " + type.words();
  }

  /** A value in a message: not all of a long one, and on one line. */
  static String quoted(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "�");
    return "'" + (line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…") + "'";
  }
}
