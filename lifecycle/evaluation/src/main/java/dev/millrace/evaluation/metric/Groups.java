package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which rows are measured together. Group 0 is all rows; the others are numbered on from it, one
 * dealing of rows after the other.
 */
public final class Groups {

  private final int rows;
  private int count = 1;

  /** The group of each row, or −1, by dealing. */
  private final List<int[]> dealings = new ArrayList<>();

  private Groups(int rows) {
    this.rows = rows;
  }

  /** All rows as the one group. */
  public static Groups all(int rows) {
    return new Groups(rows);
  }

  /**
   * Adds groups of rows.
   *
   * @param groupOfRow from 0, or −1 for a row that is in none of these groups
   * @param groups how many
   * @return the number of the first of them
   */
  public int add(int[] groupOfRow, int groups) {
    if (groupOfRow.length != rows) {
      throw new IllegalArgumentException(groupOfRow.length + " groups for " + rows + " rows");
    }
    int first = count;
    dealings.add(Arrays.stream(groupOfRow).map(group -> group < 0 ? -1 : first + group).toArray());
    count += groups;
    return first;
  }

  public int count() {
    return count;
  }

  /** How many groups beside that of all rows one row can be in. */
  int dealings() {
    return dealings.size();
  }

  /** The group of a row in one dealing, or −1. */
  int of(int dealing, int row) {
    return dealings.get(dealing)[row];
  }
}
