package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds columns of texts that are dates or times, written in a common form that is not ISO 8601,
 * such as {@code 03/15/2019}. All values of a column must have one form; of those that fit, the
 * first is taken.
 *
 * @param missing texts in small letters that are no values; they need not have the form
 */
record WrittenTimes(DuckDb database, String table, Set<String> missing) {

  private static final String VALUE = "written";

  /** Fewer different moments tell too little of how they are written. */
  private static final int FEWEST = 3;

  /**
   * How a date can be written.
   *
   * @param shape what it looks like, as a regular expression
   * @param format as {@code strptime} takes it
   */
  private record Form(String shape, String format) {
    Form then(Form next) {
      return new Form(shape + next.shape, format + next.format);
    }
  }

  private static final String DAY = "\\d{1,2}";
  private static final String NAME = "[A-Za-z]{3}";
  private static final String LONG_NAME = "[A-Za-z]{3,9}";
  private static final String YEAR = "\\d{4}";
  private static final String SHORT_YEAR = "\\d{2}";

  /** Where two fit, the month comes first behind slashes, as nearly all who write them do. */
  private static final List<Form> DATES =
      List.of(
          new Form(DAY + "/" + DAY + "/" + YEAR, "%m/%d/%Y"),
          new Form(DAY + "/" + DAY + "/" + YEAR, "%d/%m/%Y"),
          new Form(DAY + "\\." + DAY + "\\." + YEAR, "%d.%m.%Y"),
          new Form(DAY + "-" + DAY + "-" + YEAR, "%d-%m-%Y"),
          new Form(DAY + "-" + DAY + "-" + YEAR, "%m-%d-%Y"),
          new Form(YEAR + "-" + DAY + "-" + DAY, "%Y-%m-%d"),
          new Form(YEAR + "/" + DAY + "/" + DAY, "%Y/%m/%d"),
          new Form(YEAR + "\\." + DAY + "\\." + DAY, "%Y.%m.%d"),
          new Form(NAME + " " + DAY + " " + YEAR, "%b %d %Y"),
          new Form(NAME + " " + DAY + ", " + YEAR, "%b %d, %Y"),
          new Form(DAY + " " + NAME + " " + YEAR, "%d %b %Y"),
          new Form(DAY + "-" + NAME + "-" + YEAR, "%d-%b-%Y"),
          new Form(LONG_NAME + " " + DAY + " " + YEAR, "%B %d %Y"),
          new Form(LONG_NAME + " " + DAY + ", " + YEAR, "%B %d, %Y"),
          new Form(DAY + " " + LONG_NAME + " " + YEAR, "%d %B %Y"),
          new Form(DAY + "/" + DAY + "/" + SHORT_YEAR, "%m/%d/%y"),
          new Form(DAY + "/" + DAY + "/" + SHORT_YEAR, "%d/%m/%y"),
          new Form(DAY + "\\." + DAY + "\\." + SHORT_YEAR, "%d.%m.%y"),
          new Form(DAY + "-" + NAME + "-" + SHORT_YEAR, "%d-%b-%y"));

  private static final String HOUR = "\\d{1,2}:\\d{2}";

  private static final List<Form> TIMES =
      List.of(
          new Form("", ""),
          new Form(" " + HOUR, " %H:%M"),
          new Form(" " + HOUR + ":\\d{2}", " %H:%M:%S"),
          new Form(" " + HOUR + " [AaPp][Mm]", " %I:%M %p"),
          new Form(" " + HOUR + ":\\d{2} [AaPp][Mm]", " %I:%M:%S %p"));

  private static final List<Form> FORMS =
      DATES.stream().flatMap(date -> TIMES.stream().map(date::then)).toList();

  /** By column, the format that all its values have. */
  SequencedMap<String, Look.TimeFormat> find() throws SQLException {
    SequencedMap<String, Look.TimeFormat> found = new LinkedHashMap<>();
    for (TableColumn column : database.columns(table)) {
      if (column.dataType().filter(DataType.STRING::equals).isPresent()) {
        of(column.name()).ifPresent(format -> found.put(column.name(), format));
      }
    }
    return found;
  }

  /** Whether all values of a column have a format. */
  boolean have(String column, Look.TimeFormat format) throws SQLException {
    return database.count(
            "SELECT count(*) FROM %s WHERE try_strptime(%s, %s) IS NULL"
                .formatted(values(column), VALUE, Sql.text(format.format())))
        == 0;
  }

  private Optional<Look.TimeFormat> of(String column) throws SQLException {
    String values = values(column);
    List<Optional<String>> ends =
        database.rows(
            "SELECT unnest([min(%1$s), max(%1$s)]) FROM %2$s".formatted(VALUE, values),
            row -> Optional.ofNullable(row.getString(1)));
    List<String> fit = new ArrayList<>();
    for (Form form : FORMS) {
      if (ends.stream().allMatch(end -> fits(form, end)) && haveAll(form, values)) {
        fit.add(form.format());
      }
    }
    return fit.isEmpty()
        ? Optional.empty()
        : Optional.of(new Look.TimeFormat(fit.getFirst(), fit.stream().skip(1).findFirst()));
  }

  private String values(String column) {
    String text = "CAST(" + Sql.name(column) + " AS VARCHAR)";
    return "(SELECT %1$s AS %2$s FROM %3$s WHERE %1$s IS NOT NULL AND NOT list_contains(%4$s, lower(trim(%1$s))))"
        .formatted(text, VALUE, table, Sql.texts(missing) + "::VARCHAR[]");
  }

  private static boolean fits(Form form, Optional<String> text) {
    return text.filter(Pattern.compile(form.shape()).asMatchPredicate()).isPresent();
  }

  private boolean haveAll(Form form, String values) throws SQLException {
    String unfit =
        "NOT regexp_full_match(%1$s, %2$s) OR try_strptime(%1$s, %3$s) IS NULL"
            .formatted(VALUE, Sql.text(form.shape()), Sql.text(form.format()));
    return database.count(
            "SELECT count_if(%s) + CAST(count(DISTINCT %s) < %s AS INTEGER) FROM %s"
                .formatted(unfit, VALUE, FEWEST, values))
        == 0;
  }
}
