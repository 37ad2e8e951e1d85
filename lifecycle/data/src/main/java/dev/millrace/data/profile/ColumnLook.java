package dev.millrace.data.profile;

import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.duckdb.UnfitValues;
import dev.millrace.data.profile.ColumnProfile.Numbers;
import dev.millrace.data.profile.ColumnProfile.Texts;
import dev.millrace.data.profile.ColumnProfile.Times;
import dev.millrace.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the columns of a table, one after the other. */
final class ColumnLook {

  private static final double MICROS_PER_DAY = 86_400e6;

  private final DuckDb database;
  private final String table;

  ColumnLook(DuckDb database, String table) {
    this.database = database;
    this.table = table;
  }

  List<ColumnProfile> all() throws SQLException {
    List<ColumnProfile> all = new ArrayList<>();
    Map<String, String> contents = new HashMap<>();
    for (TableColumn column : database.columns(table)) {
      ColumnProfile profile = of(column);
      if (profile.distinct() > 1 && profile.type().isPresent()) {
        String before = contents.putIfAbsent(digest(column), column.name());
        profile = before == null ? profile : profile.twinOf(before);
      }
      all.add(profile);
    }
    return all;
  }

  /** Two columns that have the same are the same in every row, beside a chance of 2⁻⁶⁴. */
  private String digest(TableColumn column) throws SQLException {
    return database
        .rows(
            "SELECT CAST(sum(CAST(hash(rowid, CAST("
                + Sql.name(column.name())
                + " AS VARCHAR)) AS HUGEINT)) AS VARCHAR) FROM "
                + table,
            row -> row.getString(1))
        .getFirst();
  }

  private ColumnProfile of(TableColumn column) throws SQLException {
    String name = Sql.name(column.name());
    Optional<DataType> type = column.dataType();
    String counts = type.isPresent() ? "count(DISTINCT " + name + ")" : "0";
    String figures = type.map(each -> figures(each, name)).orElse("");
    String sql = "SELECT count(*), count(" + name + "), " + counts + figures + " FROM " + table;
    Optional<String> mended = mended(column);
    return database.rows(sql, row -> read(column, type, row, mended)).getFirst();
  }

  private Optional<String> mended(TableColumn column) throws SQLException {
    Optional<UnfitValues> unfit = column.unfit();
    if (unfit.isEmpty()) {
      return Optional.empty();
    }
    long rows =
        database.count("SELECT count(*) FROM " + table + " WHERE " + unfit.get().condition());
    return rows == 0 ? Optional.empty() : unfit.map(UnfitValues::mended);
  }

  private static String figures(DataType type, String name) {
    return switch (type) {
      case BOOLEAN -> "";
      case INTEGER, NUMBER -> {
        String number = "CAST(" + name + " AS DOUBLE)";
        String finite = "CASE WHEN isfinite(" + number + ") THEN " + number + " END";
        yield ", min(%1$s), max(%1$s), count_if(%1$s <> floor(%1$s))".formatted(finite);
      }
      case STRING -> {
        String text = "CAST(" + name + " AS VARCHAR)";
        yield (", avg(length(%1$s)), avg(length(trim(%1$s)) - length(replace(trim(%1$s), ' ', ''))"
                + " + 1), count_if(isfinite(TRY_CAST(%1$s AS DOUBLE)))")
            .formatted(text);
      }
      case TIMESTAMP -> {
        String time = "CAST(" + name + " AS TIMESTAMP)";
        yield (", CAST(min(%1$s) AS VARCHAR), CAST(max(%1$s) AS VARCHAR),"
                + " epoch_us(max(%1$s)) - epoch_us(min(%1$s)),"
                + " count_if(%1$s <> date_trunc('day', %1$s))")
            .formatted(time);
      }
    };
  }

  private static ColumnProfile read(
      TableColumn column, Optional<DataType> type, ResultSet row, Optional<String> mended)
      throws SQLException {
    long rows = row.getLong(1);
    long present = row.getLong(2);
    Optional<DataType> filled = present > 0 ? type : Optional.empty();
    boolean numeric =
        filled.filter(each -> each == DataType.INTEGER || each == DataType.NUMBER).isPresent();
    boolean text = filled.filter(DataType.STRING::equals).isPresent();
    boolean time = filled.filter(DataType.TIMESTAMP::equals).isPresent();
    return new ColumnProfile(
        column.name(),
        type,
        column.type(),
        present,
        rows - present,
        row.getLong(3),
        numeric
            ? Optional.of(new Numbers(row.getDouble(4), row.getDouble(5), row.getLong(6) == 0))
            : Optional.empty(),
        text
            ? Optional.of(
                new Texts(row.getDouble(4), row.getDouble(5), (double) row.getLong(6) / present))
            : Optional.empty(),
        time
            ? Optional.of(
                new Times(
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6) / MICROS_PER_DAY,
                    row.getLong(7) == 0))
            : Optional.empty(),
        Optional.empty(),
        mended);
  }
}
