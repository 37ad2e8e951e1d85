package dev.millrace.data.diff;

import dev.millrace.data.duckdb.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two data sets whose rows are matched by a key.
 *
 * <p>A key that a side has more than once matches nothing: its rows are counted as {@link
 * #ambiguous} and left aside on both sides. So on the side before, rows are those matched, removed
 * and ambiguous; after, those matched, added and ambiguous.
 *
 * @param rows of both sides
 * @param ambiguous rows of both sides whose key is there more than once on either
 * @param duplicateKeys keys that are there more than once, of both sides
 * @param matched rows that both sides have
 * @param changed of these, how many differ in some column
 * @param removed rows that are only before, with the first of their keys
 * @param added rows that are only after
 * @param columns what became of each column that is not of the key and not ignored
 * @param confusion the pairs of values of the column that was asked for, most frequent first
 */
public record DataDiff(
    Pair rows,
    Pair ambiguous,
    Pair duplicateKeys,
    long matched,
    long changed,
    Rows removed,
    Rows added,
    SequencedMap<String, ColumnDiff> columns,
    Optional<Confusion> confusion) {

  /** A number of each side. */
  public record Pair(long before, long after) {}

  /**
   * Rows of one side only.
   *
   * @param keys the first in order, each the texts of its columns, null for a missing value
   */
  public record Rows(long count, List<List<@Nullable String>> keys) {

    public Rows {
      List<List<@Nullable String>> copy = new ArrayList<>(keys);
      keys = List.copyOf(copy);
    }
  }

  /** What became of a column. */
  public sealed interface ColumnDiff {

    /**
     * Both sides have it.
     *
     * @param changed matched rows whose values differ
     * @param samples the first of them by key
     */
    record Compared(long changed, List<Change> samples) implements ColumnDiff {
      public Compared {
        samples = List.copyOf(samples);
      }
    }

    /** Its types do not compare. */
    record Retyped(String before, String after) implements ColumnDiff {}

    record Added() implements ColumnDiff {}

    record Removed() implements ColumnDiff {}
  }

  /** A value that changed; as texts, null where one is missing. */
  public record Change(
      List<@Nullable String> key, @Nullable String before, @Nullable String after) {}

  /**
   * How often which value became which, matched rows only.
   *
   * @param cells the most frequent, then by their values
   * @param others rows of the pairs that are not among the cells
   */
  public record Confusion(String column, List<Cell> cells, long others) {

    /** How many cells are kept. */
    public static final int MOST_CELLS = 400;

    public record Cell(@Nullable String before, @Nullable String after, long rows) {}

    public Confusion {
      cells = List.copyOf(cells);
    }
  }

  /** Whether both sides hold the same. */
  public boolean same() {
    return changed == 0
        && removed.count() == 0
        && added.count() == 0
        && ambiguous.before() == 0
        && ambiguous.after() == 0
        && columns.values().stream().allMatch(ColumnDiff.Compared.class::isInstance);
  }

  /**
   * Compares two data sets.
   *
   * @param workDirectory for what does not fit in memory
   * @throws dev.millrace.core.error.UserError if a side lacks a column of the key or that of the
   *     confusion, or they are of types that do not compare
   */
  public static DataDiff between(
      DataSet before, DataSet after, DiffRequest request, Path workDirectory, int threads)
      throws SQLException, IOException {
    try (DuckDb database = DuckDb.open(workDirectory, threads)) {
      List<Path> files = new ArrayList<>(before.shards());
      files.addAll(after.shards());
      // Moments of the world are shown in it, wherever the machine stands.
      database.execute("SET TimeZone = 'UTC'");
      database.confine(files, List.of());
      return new Comparison(database, SharedColumns.of(database, before, after, request), request)
          .run(before, after);
    }
  }
}
