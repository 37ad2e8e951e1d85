package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows are measured together. Group 0 is all rows; the others are numbered on from it, one
 * dealing of rows after the other.
 */
public final class Groups {

  private final int rows;
  private int count = 1;

  private final List<Dealing> dealings = new ArrayList<>();

  /**
   * One dealing of rows.
   *
   * @param groupOfRow from 0, or −1
   * @param first the number of its group 0 among all groups
   */
  private record Dealing(int[] groupOfRow, int first, int groups) {}

  private Groups(int rows) {
    this.rows = rows;
  }

  /** All rows as the one group. */
  public static Groups all(int rows) {
    return new Groups(rows);
  }

  /**
   * Adds groups of rows. The array is not copied.
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
    dealings.add(new Dealing(groupOfRow, first, groups));
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
    Dealing dealt = dealings.get(dealing);
    int group = dealt.groupOfRow[row];
    return group < 0 ? -1 : dealt.first + group;
  }

  /** The group of each row within one dealing, from 0, or −1. */
  int[] dealt(int dealing) {
    return dealings.get(dealing).groupOfRow;
  }

  /** How many groups a dealing has. */
  int size(int dealing) {
    return dealings.get(dealing).groups;
  }
}
