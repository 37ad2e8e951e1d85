package dev.millrace.core.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two sets of rows. Values are texts here, null where one is missing.
 *
 * @param same whether nothing is, and every row could be read
 * @param key columns that the rows were matched by
 * @param matched rows that both sides have once
 * @param changed of these, how many differ in some column
 * @param removed rows that are only before
 * @param added rows that are only after
 * @param columns those that are not of the key and not ignored
 */
public record DataDiffReport(
    Side before,
    Side after,
    boolean same,
    List<String> key,
    long matched,
    long changed,
    OneSided removed,
    OneSided added,
    List<Column> columns,
    Optional<Confusion> confusion) {

  /**
   * One of the two.
   *
   * @param ambiguous rows whose key is there more than once on either side; they match nothing
   * @param duplicateKeys keys that this side has more than once
   * @param rejected rows of text files that could not be read, and are in no figure
   * @param firstReject where the first of them is, and why
   */
  public record Side(
      String name,
      long rows,
      long ambiguous,
      long duplicateKeys,
      long rejected,
      Optional<String> firstReject) {}

  /**
   * Rows of one side only.
   *
   * @param keys the first in order
   */
  public record OneSided(long count, List<List<@Nullable String>> keys) {
    public OneSided {
      List<List<@Nullable String>> copy = new ArrayList<>(keys);
      keys = Collections.unmodifiableList(copy);
    }
  }

  /** What became of a column: both sides have it, one only, or its types do not compare. */
  public enum State {
    COMPARED,
    REMOVED,
    ADDED,
    RETYPED
  }

  /**
   * A column.
   *
   * @param changed matched rows whose values differ; 0 if it was not compared
   * @param types before and after, if they do not compare
   * @param samples the first of the changes by key
   */
  public record Column(
      String name, State state, long changed, Optional<Types> types, List<Change> samples) {
    public Column {
      samples = List.copyOf(samples);
    }
  }

  public record Types(String before, String after) {}

  public record Change(
      List<@Nullable String> key, @Nullable String before, @Nullable String after) {}

  /**
   * How often which value became which, of the matched rows.
   *
   * @param pairs the most frequent first
   * @param others rows of the pairs that are not told
   */
  public record Confusion(String column, List<Pair> pairs, long others) {
    public Confusion {
      pairs = List.copyOf(pairs);
    }
  }

  public record Pair(@Nullable String before, @Nullable String after, long rows) {}
}
