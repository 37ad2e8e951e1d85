package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.rows.RowAllowance;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The way of the rows from the source to the splits: all rows, those the run may see, those that
 * {@code select} makes of them.
 *
 * @param time the column that tells when a row happened, where the split knows one
 */
record Extraction(
    Source source,
    LocalDateTime cutoff,
    Optional<String> time,
    Optional<String> select,
    Split split,
    ZoneId zone,
    RowAllowance maxRejects) {

  private static final String MEND_TEXT =
      "mend the files, say how they are written with dialect and types, or raise max_rejects";

  static Extraction of(Source source, Ingest.Inputs inputs) {
    Split split = inputs.split().get();
    Optional<String> time =
        split instanceof Split.Time byTime ? Optional.of(byTime.column()) : Optional.empty();
    return new Extraction(
        source,
        source.cutoff(),
        time,
        inputs.select().get(),
        split,
        inputs.zone().get(),
        inputs.maxRejects().get());
  }

  /** Writes the splits and says where every row went. */
  RowCounts run(DuckDb database, Examples examples) throws Exception {
    try {
      return run(database, source.load(database), examples);
    } catch (SQLException e) {
      throw source.unreadable(database).orElseGet(() -> failed(e));
    }
  }

  private RowCounts run(DuckDb database, SourceRows all, Examples examples)
      throws SQLException, IOException {
    Optional<String> seen = seen(database.columns(all.all()));
    long read = all.rejected() + database.count("SELECT count(*) FROM " + all.all());
    source.rejects().require(maxRejects, read, MEND_TEXT);
    long later = 0;
    if (seen.isPresent()) {
      later = database.count("SELECT count(*) FROM " + all.all() + " WHERE NOT " + seen.get());
    }
    SourceRows visible = seen.map(all::where).orElse(all);
    SelectQuery query = query(database, visible);
    SelectedRows rows = select(database, query, visible);
    Optional<String> made = seen.isPresent() ? Optional.empty() : seen(SelectedRows.raw(database));
    if (made.isPresent()) {
      later = SelectedRows.keep(database, made.get());
    }
    UnfitRows unfit = UnfitRows.find(database);
    unfit.reject(query, visible, made, source.rejects());
    long rejected = all.rejected() + unfit.rows();
    if (unfit.rows() > 0) {
      source.rejects().require(maxRejects, read, unfit.remedy());
    }
    long selected = database.count("SELECT count(*) FROM " + SelectedRows.TABLE);
    if (selected == 0) {
      throw noRows(read, later, rejected);
    }
    SplitRule rule = SplitRule.of(database, rows, split, source.parts());
    long written = new SplitWriter(database, rows, rule).write(examples);
    return new RowCounts(read, rejected, later, selected, written);
  }

  /**
   * True, as SQL, of a row that the run may see; a row of unknown time is for the split to judge.
   */
  private Optional<String> seen(List<TableColumn> columns) {
    return columns.stream()
        .filter(column -> time.filter(column.name()::equals).isPresent())
        .filter(column -> column.dataType().filter(DataType.TIMESTAMP::equals).isPresent())
        .findFirst()
        .map(column -> column.tried(DataType.TIMESTAMP, zone))
        .map(when -> "(" + when + " < " + moment() + " IS NOT FALSE)");
  }

  private String moment() {
    return "CAST(" + Sql.text(cutoff.toString()) + " AS TIMESTAMP)";
  }

  private SelectQuery query(DuckDb database, SourceRows seen) throws SQLException {
    if (select.isEmpty()) {
      return SelectQuery.EVERYTHING;
    }
    database.execute("CREATE TEMP VIEW source AS SELECT * FROM " + seen.all());
    SelectQuery query = SelectQuery.parse(database, select.get());
    try {
      query.requireNames(database);
      return query;
    } catch (SQLException e) {
      throw source.unreadable(database).orElseGet(() -> SelectQuery.failed(e));
    }
  }

  private SelectedRows select(DuckDb database, SelectQuery query, SourceRows seen)
      throws SQLException {
    try {
      return SelectedRows.create(database, query, seen, zone);
    } catch (SQLException e) {
      if (select.isEmpty()) {
        throw e;
      }
      throw source.unreadable(database).orElseGet(() -> SelectQuery.failed(e));
    }
  }

  private static UserError noRows(long read, long later, long rejected) {
    if (read == 0) {
      return UserError.failure("the source files hold no rows");
    }
    if (rejected == read) {
      return UserError.failure("all " + rejected + " rows of the source are rejected");
    }
    if (later + rejected == read) {
      return UserError.failure(
              "all " + later + " rows of the source are later than the run may see")
          .hint("run --as-of a later time");
    }
    return UserError.failure("select leaves none of the " + read + " rows of the source")
        .hint("its WHERE is true of no row");
  }

  private static UserError failed(SQLException error) {
    return UserError.failure("the rows cannot be written: " + DuckDbErrors.reason(error))
        .causedBy(error);
  }
}
