package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Writes each part of each split as Parquet in a total order over all columns, so that the bytes
 * depend on the rows alone: not on their order in the source, on threads, or on the machine. A part
 * of many rows is cut into shards of a fixed number, in that order.
 */
final class SplitWriter {

  private static final int ROW_GROUP_ROWS = 122_880;

  /** Rows of every shard of a part but its last. */
  static final int SHARD_ROWS = 8 * ROW_GROUP_ROWS;

  private static final String SORTED = "sorted";

  private final DuckDb database;
  private final SelectedRows rows;
  private final SplitRule rule;

  SplitWriter(DuckDb database, SelectedRows rows, SplitRule rule) {
    this.database = database;
    this.rows = rows;
    this.rule = rule;
  }

  /**
   * Writes all splits and notes their rows.
   *
   * @return how many rows in all
   * @throws UserError if a split would have none
   */
  long write(Examples examples) throws SQLException, IOException {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    SequencedMap<String, List<Long>> shards = new LinkedHashMap<>();
    Map<String, SequencedMap<Long, Long>> parts = counted();
    for (var split : rule.conditions().entrySet()) {
      List<Long> written = new ArrayList<>();
      Files.createDirectories(Splits.shard(examples, split.getKey()).getParent());
      for (var part : parts.getOrDefault(split.getKey(), new LinkedHashMap<>()).entrySet()) {
        String where = "(" + split.getValue() + ") AND " + part(part.getKey());
        if (part.getValue() <= SHARD_ROWS) {
          written.add(copy(ordered(where), Splits.shard(examples, split.getKey(), written.size())));
        } else {
          cut(examples, split.getKey(), where, part.getValue(), written);
        }
      }
      if (written.isEmpty()) {
        throw UserError.failure("no row falls into the split '" + split.getKey() + "'")
            .hint("there are too few rows, or too few different ones, for this split");
      }
      counts.put(split.getKey(), written.stream().mapToLong(Long::longValue).sum());
      shards.put(split.getKey(), written);
    }
    examples.property(Splits.PROPERTY, counts);
    examples.property(Splits.SHARDS, shards);
    examples.property(Splits.DIGESTS, digests(examples));
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Later steps tell by them which shards they know without reading any. */
  private static Map<String, List<String>> digests(Examples examples) throws IOException {
    Map<String, List<String>> digests = new HashMap<>();
    for (String split : Splits.rows(examples).keySet()) {
      List<String> written = new ArrayList<>();
      for (Path shard : Splits.shards(examples, split)) {
        try (InputStream bytes = Files.newInputStream(shard)) {
          written.add(Digest.of(bytes).hex());
        }
      }
      digests.put(split, written);
    }
    return digests;
  }

  private static String part(long part) {
    return Sql.name(Part.COLUMN) + " = " + part;
  }

  /** The rows of each part of each split that has any, in order, counted in one go. */
  private Map<String, SequencedMap<Long, Long>> counted() throws SQLException {
    List<String> names = List.copyOf(rule.conditions().keySet());
    Map<String, SequencedMap<Long, Long>> counts = new HashMap<>();
    names.forEach(name -> counts.put(name, new LinkedHashMap<>()));
    StringBuilder split = new StringBuilder();
    for (int i = 0; i + 1 < names.size(); i++) {
      split.append(" WHEN ").append(rule.conditions().get(names.get(i))).append(" THEN ").append(i);
    }
    int last = names.size() - 1;
    String place = split.isEmpty() ? "" + last : "CASE" + split + " ELSE " + last + " END";
    database.rows(
        "SELECT "
            + Sql.name(Part.COLUMN)
            + " AS part, "
            + place
            + " AS split, count(*) FROM "
            + SelectedRows.TABLE
            + " GROUP BY ALL ORDER BY ALL",
        row ->
            counts
                .getOrDefault(names.get(row.getInt(2)), new LinkedHashMap<>())
                .put(row.getLong(1), row.getLong(3)));
    return counts;
  }

  private String ordered(String where) {
    return "SELECT "
        + columns()
        + " FROM "
        + SelectedRows.TABLE
        + " WHERE "
        + where
        + " ORDER BY "
        + order();
  }

  private long copy(String query, Path target) throws SQLException {
    return database.update(
        "COPY ("
            + query
            + ") TO "
            + Sql.target(target)
            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
            + ROW_GROUP_ROWS
            + ")");
  }

  /** Sorts a part once and writes it piece by piece. */
  private void cut(Examples examples, String split, String where, long count, List<Long> written)
      throws SQLException {
    database.execute("CREATE TEMP TABLE " + SORTED + " AS " + ordered(where));
    for (long from = 0; from < count; from += SHARD_ROWS) {
      String piece =
          "SELECT * FROM "
              + SORTED
              + " WHERE rowid >= "
              + from
              + " AND rowid < "
              + (from + SHARD_ROWS);
      written.add(copy(piece, Splits.shard(examples, split, written.size())));
    }
    database.execute("DROP TABLE " + SORTED);
  }

  private String columns() {
    List<String> kept = new ArrayList<>(rows.columns().keySet());
    rule.spent().ifPresent(kept::remove);
    return Sql.names(kept);
  }

  /**
   * By time first where time splits, then by all other columns. Zero and minus zero sort alike but
   * are different bytes, so the sign of numbers decides last.
   */
  private String order() {
    SequencedSet<String> names = new LinkedHashSet<>();
    rule.first().ifPresent(names::add);
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
