package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Writes each split as Parquet in a total order over all columns, so that the bytes depend on the
 * rows alone: not on their order in the source, on threads, or on the machine.
 */
final class SplitWriter {

  private static final int ROW_GROUP_ROWS = 122_880;

  private final DuckDb database;
  private final SelectedRows rows;
  private final Split split;

  SplitWriter(DuckDb database, SelectedRows rows, Split split) {
    this.database = database;
    this.rows = rows;
    this.split = split;
  }

  /**
   * Writes all splits.
   *
   * @return the rows of each
   * @throws UserError if a row cannot be placed, or a split would have none
   */
  SequencedMap<String, Long> write(Examples examples) throws SQLException, IOException {
    String isEval =
        switch (split) {
          case Split.Time time -> after(time);
          case Split.Hash hash -> hashedBelow(hash);
        };
    SequencedMap<String, Long> written = new LinkedHashMap<>();
    written.put(Splits.TRAIN, copy("NOT (" + isEval + ")", Splits.shard(examples, Splits.TRAIN)));
    written.put(Splits.EVAL, copy(isEval, Splits.shard(examples, Splits.EVAL)));
    written.forEach(
        (name, count) -> {
          if (count == 0) {
            throw UserError.failure("no row falls into the split '" + name + "'")
                .hint("there are too few rows, or too few different ones, for this split");
          }
        });
    return written;
  }

  /** A row is for judging if it is later than the moment that the share of the others ends at. */
  private String after(Split.Time time) throws SQLException {
    DataType type = rows.type(time.column(), "split");
    if (type != DataType.TIMESTAMP) {
      throw UserError.failure(
              "the split by time needs a timestamp; column '"
                  + time.column()
                  + "' is "
                  + type.text())
          .hint("convert it in select, such as make_timestamp(x * 1000000) for seconds");
    }
    String column = Sql.name(time.column());
    long missing =
        database.count(
            "SELECT count(*) FROM " + SelectedRows.TABLE + " WHERE " + column + " IS NULL");
    if (missing > 0) {
      throw UserError.failure(
              missing + " rows have no '" + time.column() + "', so they are of no split by time")
          .hint("leave them out in select: ... WHERE " + time.column() + " IS NOT NULL");
    }
    BigDecimal train = BigDecimal.ONE.subtract(BigDecimal.valueOf(time.eval().value()));
    return column
        + " > (SELECT quantile_disc("
        + column
        + ", "
        + train.toPlainString()
        + ") FROM "
        + SelectedRows.TABLE
        + ")";
  }

  /**
   * A row is for judging if the first 32 bits of the MD5 of its key, as a fraction, are below the
   * share. Each part of the key goes in with its length, so that no two keys look alike.
   */
  private String hashedBelow(Split.Hash hash) {
    hash.columns().forEach(column -> rows.type(column, "split"));
    String key =
        hash.columns().stream()
            .map(column -> "CAST(" + Sql.name(column) + " AS VARCHAR)")
            .map(part -> "coalesce(strlen(" + part + ") || ':' || " + part + ", '-')")
            .collect(Collectors.joining(" || "));
    long limit = Math.round(hash.eval().value() * 0x1p32);
    return "CAST('0x' || substr(md5(" + key + "), 1, 8) AS UBIGINT) < " + limit;
  }

  private long copy(String where, Path target) throws SQLException, IOException {
    Files.createDirectories(target.getParent());
    return database.update(
        "COPY (SELECT * FROM "
            + SelectedRows.TABLE
            + " WHERE "
            + where
            + " ORDER BY "
            + order()
            + ") TO "
            + Sql.target(target)
            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
            + ROW_GROUP_ROWS
            + ")");
  }

  /**
   * By time first where time splits, then by all other columns. Zero and minus zero sort alike but
   * are different bytes, so the sign of numbers decides last.
   */
  private String order() {
    SequencedSet<String> names = new LinkedHashSet<>();
    if (split instanceof Split.Time time) {
      names.add(time.column());
    }
    names.addAll(rows.columns().keySet());
    String values = names.stream().map(Sql::name).collect(Collectors.joining(", "));
    String signs =
        names.stream()
            .filter(name -> rows.columns().get(name) == DataType.NUMBER)
            .map(name -> ", signbit(" + Sql.name(name) + ")")
            .collect(Collectors.joining());
    return values + signs;
  }
}
