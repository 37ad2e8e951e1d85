package dev.millrace.core.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question for what is different between two sets of rows.
 *
 * @param before files, or examples that a run made
 * @param after likewise
 * @param split of examples, if not all are meant; files have none
 */
public record DataDiffOrder(
    StatisticsOrder.Subject before,
    StatisticsOrder.Subject after,
    Optional<String> split,
    Comparing comparing) {

  /**
   * How to compare.
   *
   * @param key columns that say which row is which
   * @param confusion a column whose values before and after are counted in pairs
   * @param ignored columns that are not looked at
   * @param digits decimal places to which numbers are rounded first
   * @param samples how many rows to show of each kind of difference
   */
  public record Comparing(
      List<String> key,
      Optional<String> confusion,
      List<String> ignored,
      OptionalInt digits,
      int samples) {
    public Comparing {
      key = List.copyOf(key);
      ignored = List.copyOf(ignored);
    }
  }
}
