package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which rows each split has, as SQL. The conditions are true of every row exactly once.
 *
 * @param conditions by split
 * @param first the column to order by before all others
 * @param spent the column that has said its whole meaning by the split
 */
record SplitRule(
    SequencedMap<String, String> conditions, Optional<String> first, Optional<String> spent) {

  private static final int MOST_SPLITS = 20;

  /**
   * @throws UserError if a row cannot be placed
   */
  static SplitRule of(DuckDb database, SelectedRows rows, Split split, List<Part> parts)
      throws SQLException {
    return switch (split) {
      case Split.Span(int eval) -> plain(evalElseTrain(latest(rows, eval, parts)));
      case Split.Time time ->
          new SplitRule(
              evalElseTrain(after(database, rows, time)),
              Optional.of(time.column()),
              Optional.empty());
      case Split.Hash hash -> plain(hashed(rows, hash));
      case Split.Column(String column) ->
          new SplitRule(named(database, rows, column), Optional.empty(), Optional.of(column));
      case Split.Files _ -> plain(filed(rows, parts));
    };
  }

  private static SplitRule plain(SequencedMap<String, String> conditions) {
    return new SplitRule(conditions, Optional.empty(), Optional.empty());
  }

  private static SequencedMap<String, String> evalElseTrain(String isEval) {
    SequencedMap<String, String> conditions = new LinkedHashMap<>();
    conditions.put(Splits.TRAIN, "NOT (" + isEval + ")");
    conditions.put(Splits.EVAL, isEval);
    return conditions;
  }

  /** A row is for judging if it is later than the moment that the share of the others ends at. */
  private static String after(DuckDb database, SelectedRows rows, Split.Time time)
      throws SQLException {
    DataType type = rows.type(time.column(), "split");
    if (type != DataType.TIMESTAMP) {
      throw UserError.failure(
              "the split by time needs a timestamp; column '"
                  + time.column()
                  + "' is "
                  + type.text())
          .hint("convert it in select, such as make_timestamp(x * 1000000) for seconds");
    }
    requireNoneMissing(database, time.column(), "time");
    BigDecimal train = BigDecimal.ONE.subtract(BigDecimal.valueOf(time.eval().value()));
    String column = Sql.name(time.column());
    long moment =
        database.count(
            "SELECT epoch_us(quantile_disc("
                + column
                + ", "
                + train.toPlainString()
                + ")) FROM "
                + SelectedRows.TABLE);
    return column + " > make_timestamp(" + moment + ")";
  }

  /** Parts are spans in their order, if select leaves them apart. */
  private static String latest(SelectedRows rows, int eval, List<Part> parts) {
    if (rows.parts() != parts.size()) {
      throw UserError.failure(
              "the split is by span, and select makes its rows of those of several spans")
          .hint("let select be one without aggregates, joins and windows; or split by time");
    }
    return Sql.name(Part.COLUMN) + " >= " + (parts.size() - eval);
  }

  private static void requireNoneMissing(DuckDb database, String column, String by)
      throws SQLException {
    long missing =
        database.count(
            "SELECT count(*) FROM "
                + SelectedRows.TABLE
                + " WHERE "
                + Sql.name(column)
                + " IS NULL");
    if (missing > 0) {
      throw UserError.failure(
              missing + " rows have no '" + column + "', so they are of no split by " + by)
          .hint("leave them out in select: ... WHERE " + column + " IS NOT NULL");
    }
  }

  private static SequencedMap<String, String> hashed(SelectedRows rows, Split.Hash hash) {
    hash.columns().forEach(column -> rows.type(column, "split"));
    return hash.conditions();
  }

  private static SequencedMap<String, String> named(
      DuckDb database, SelectedRows rows, String column) throws SQLException {
    DataType type = rows.type(column, "split");
    if (type != DataType.STRING) {
      throw UserError.failure(
              "the split by column needs names; column '" + column + "' is " + type.text())
          .hint("make names of it in select: CASE WHEN part = 1 THEN 'train' ELSE 'eval' END");
    }
    requireNoneMissing(database, column, "column");
    List<String> names =
        database.rows(
            "SELECT DISTINCT "
                + Sql.name(column)
                + " FROM "
                + SelectedRows.TABLE
                + " ORDER BY 1 LIMIT "
                + (MOST_SPLITS + 1),
            row -> row.getString(1));
    List<String> odd = names.stream().filter(name -> !Split.NAME.matcher(name).matches()).toList();
    if (!odd.isEmpty() || names.size() > MOST_SPLITS) {
      String found = odd.isEmpty() ? "more than " + MOST_SPLITS : "'" + odd.getFirst() + "'";
      throw UserError.failure(
              "column '"
                  + column
                  + "' is to name the splits, such as train and eval, found "
                  + found)
          .hint("names are of small letters, digits, _ and -, and there are at most 20");
    }
    SequencedMap<String, String> conditions = new LinkedHashMap<>();
    names.forEach(name -> conditions.put(name, Sql.name(column) + " = " + Sql.text(name)));
    return conditions;
  }

  private static SequencedMap<String, String> filed(SelectedRows rows, List<Part> parts) {
    if (rows.parts() != parts.size()) {
      throw UserError.failure(
              "the split is by files, and select makes its rows of those of several files")
          .hint("let select be one without aggregates, joins and windows; or split by a column");
    }
    SequencedMap<String, String> conditions = new LinkedHashMap<>();
    parts.stream()
        .map(part -> part.split().orElseThrow())
        .distinct()
        .sorted()
        .forEach(
            split ->
                conditions.put(
                    split,
                    IntStream.range(0, parts.size())
                        .filter(part -> parts.get(part).split().equals(Optional.of(split)))
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", ", Sql.name(Part.COLUMN) + " IN (", ")"))));
    return conditions;
  }
}
