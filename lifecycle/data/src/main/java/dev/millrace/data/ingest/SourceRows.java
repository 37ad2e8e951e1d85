package dev.millrace.data.ingest;

import java.util.List;

/**
 * The rows of a source, to be selected from.
 *
 * @param all of them as SQL, to stand after {@code FROM}
 * @param parts the same by part
 * @param stored whether they lie in the database already, as they are
 * @param rejected rows that could not be kept and are none of these
 * @param numbered the same by file, each with its number; none where a row's place is not known
 */
record SourceRows(
    String all, List<String> parts, boolean stored, long rejected, List<NumberedRows> numbered) {

  /** Those of which a condition is true. */
  SourceRows where(String condition) {
    return new SourceRows(
        where(all, condition),
        parts.stream().map(part -> where(part, condition)).toList(),
        stored,
        rejected,
        numbered.stream().map(file -> file.where(condition)).toList());
  }

  private static String where(String table, String condition) {
    return "(SELECT * FROM " + table + " WHERE " + condition + ")";
  }
}
