package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.duckdb.UnfitValues;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.MissingWords;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * What a model takes, made of the columns of a file, and where the file does not give it: a value
 * that is missing, of another type, or that would be rounded is named by its row, never guessed.
 *
 * @param file for messages
 */
record ModelInputs(Path file, String table, List<Input> inputs) {

  /**
   * An input and the column it comes from.
   *
   * @param mark names the column that says whether a row is unfit
   */
  private record Input(
      Field field, TableColumn column, ZoneId zone, List<String> times, String mark) {

    /** The value in the input's type; null where it has none there. */
    String value() {
      String plain = column.tried(field.type(), zone);
      return isWrittenTime() && !times.isEmpty()
          ? "coalesce(try_strptime(%s, %s), %s)"
              .formatted(Sql.name(column.name()), Sql.texts(times), plain)
          : plain;
    }

    boolean isWrittenTime() {
      return field.type() == DataType.TIMESTAMP
          && column.dataType().filter(DataType.STRING::equals).isPresent();
    }

    /** True, as SQL, of a row that the model cannot take. */
    String unfit() {
      String given = Sql.name(column.name());
      List<String> unfit = new ArrayList<>();
      unfit.add("(" + given + " IS NOT NULL AND " + value() + " IS NULL)");
      if (column.dataType().filter(DataType.INTEGER::equals).isEmpty()) {
        column.unfit().map(UnfitValues::condition).ifPresent(unfit::add);
      }
      if (!field.nullable()) {
        unfit.add(given + " IS NULL");
      }
      switch (field.type()) {
        case BOOLEAN, STRING -> {}
        case NUMBER, TIMESTAMP -> unfit.add("NOT isfinite(" + value() + ")");
        case INTEGER -> {
          if (column.dataType().filter(DataType.INTEGER::equals).isEmpty()) {
            unfit.add("TRY_CAST(" + given + " AS DOUBLE) % 1 <> 0");
          }
        }
      }
      return "coalesce(" + String.join(" OR ", unfit) + ", false)";
    }

    String problem(long row, Optional<String> value) {
      String where = "row " + row + ": '" + field.name() + "' ";
      return value
          .map(text -> where + "is '" + brief(text) + "', expected " + expected())
          .orElse(where + "has no value, and the model requires one");
    }

    private String expected() {
      return switch (field.type()) {
        case BOOLEAN -> "true or false";
        case INTEGER -> "a whole number";
        case NUMBER -> "a finite number";
        case STRING -> "a text";
        case TIMESTAMP -> "a time such as 2001-02-26 06:00:00";
      };
    }

    private static String brief(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
  }

  /**
   * @param times how texts write times, beside ISO 8601
   * @throws UserError naming every input that the file has no column for, or what is no way to
   *     write times
   */
  static ModelInputs of(
      DuckDb database, Path file, String table, Signature signature, List<String> times)
      throws SQLException {
    for (String format : times) {
      requireFormat(database, format);
    }
    Map<String, TableColumn> there = new LinkedHashMap<>();
    database.columns(table).forEach(column -> there.put(column.name(), column));
    ZoneId zone = ZoneId.of(signature.zone());
    int longest =
        signature.inputs().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    List<Input> inputs = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Field field : signature.inputs()) {
      TableColumn column = there.get(field.name());
      if (column != null) {
        // No input has a name as long as this.
        String mark = Sql.name("unfit " + "-".repeat(longest) + inputs.size());
        inputs.add(new Input(field, column, zone, times, mark));
      } else {
        missing.add(field.name() + " (" + field.type().text() + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw UserError.failure(file + " lacks what the model takes: " + String.join(", ", missing))
          .hint("its columns are " + String.join(", ", there.keySet()));
    }
    return new ModelInputs(file, table, inputs);
  }

  private static void requireFormat(DuckDb database, String format) {
    String reason;
    try {
      String kept =
          "SELECT count_if(strptime(strftime(day, %1$s), %1$s) = day) FROM (SELECT TIMESTAMP '2001-12-31' AS day)"
              .formatted(Sql.text(format));
      if (database.count(kept) == 1) {
        return;
      }
      reason = "it does not tell year, month and day";
    } catch (SQLException e) {
      reason = DuckDbErrors.reason(e);
    }
    throw UserError.usage("'" + format + "' is no way to write times: " + reason)
        .hint("it is written as for strptime, such as '%d.%m.%Y %H:%M'");
  }

  /** The inputs, and beside each whether its value is unfit: to stand after {@code SELECT}. */
  String columns() {
    return inputs.stream()
        .map(
            input ->
                input.value()
                    + " AS "
                    + Sql.name(input.field().name())
                    + ", "
                    + input.unfit()
                    + " AS "
                    + input.mark())
        .collect(Collectors.joining(", "));
  }

  /**
   * Looks through what {@link #columns} gave.
   *
   * @param converted a Parquet file of it, in the order of the file
   * @throws UserError naming for every input the first row that is unfit, and how many there are
   */
  void requireFit(DuckDb database, Path converted) throws SQLException {
    String rows = "read_parquet(" + Sql.sources(List.of(converted)) + ")";
    List<String> problems = new ArrayList<>();
    SequencedSet<String> hints = new LinkedHashSet<>();
    for (Input input : inputs) {
      String mark = input.mark();
      long count = database.count("SELECT count(*) FROM " + rows + " WHERE " + mark);
      if (count > 0) {
        String marked = "SELECT row_number() OVER () - 1 AS place, " + mark + " AS unfit FROM ";
        long first = database.count("SELECT min(place) FROM (" + marked + rows + ") WHERE unfit");
        Optional<String> given = given(database, input, first);
        String problem = input.problem(first + 1, given);
        hints.add(hint(input, given));
        problems.add(problem + (count == 1 ? "" : " (and " + (count - 1) + " more)"));
      }
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(file + " does not fit the model: " + String.join("; ", problems))
          .hint(String.join("; ", hints));
    }
  }

  /** What to do about a value that does not fit. */
  private String hint(Input input, Optional<String> given) {
    if (given.isEmpty()) {
      return "mend these rows or leave them out; a model takes rows without a value once nullable: true"
          + " stands in schema.yaml";
    }
    if (FileFormat.of(file) == FileFormat.CSV && MissingWords.amongNumbers(given.get())) {
      return "where '"
          + given.get()
          + "' stands for no value, say so: --null '"
          + given.get()
          + "'";
    }
    return input.isWrittenTime()
        ? "where times are written otherwise, say how, such as --timestamp '%d.%m.%Y %H:%M'"
        : "mend these rows or leave them out; they count from 1, without a header";
  }

  private Optional<String> given(DuckDb database, Input input, long row) throws SQLException {
    String column = Sql.name(input.column().name());
    String sql = "SELECT CAST(" + column + " AS VARCHAR) FROM " + table + " LIMIT 1 OFFSET " + row;
    return database.rows(sql, found -> Optional.ofNullable(found.getString(1))).getFirst();
  }
}
