package dev.millrace.data.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts how two numeric features go together, for all pairs of one of some features and one of
 * others. For each pair: the rows that have both values, and over these the sums of the values, of
 * their squares and of their products. The first two are those of all rows that have the one value
 * less those that lack the other, which are few or none. Values are taken as doubles, and each
 * product is rounded once; the sums are exact, so no order or cutting leaves a trace.
 */
final class PairCounts {

  private final PairColumn[] columns;
  private final int firsts;
  private final Workspace workspace;
  private final List<PairSums> sums = new ArrayList<>();

  /**
   * @param firsts how many of the columns are the ones of pairs; the others are the others of them
   * @param columns all of them; if none is another, pairs are of two of the ones
   */
  PairCounts(int firsts, int columns, Workspace workspace) {
    this.firsts = firsts;
    this.workspace = workspace;
    this.columns = new PairColumn[columns];
    for (int i = 0; i < columns; i++) {
      this.columns[i] = new PairColumn();
    }
    for (int i = 0; i < firsts; i++) {
      for (int j = second(i); j < columns; j++) {
        sums.add(new PairSums());
      }
    }
  }

  private int second(int first) {
    return firsts < columns.length ? firsts : first + 1;
  }

  PairColumn column(int index) {
    return columns[index];
  }

  /** Takes in the rows that the columns hold. */
  void add() {
    for (PairColumn column : columns) {
      column.count(workspace.bins);
    }
    int pair = 0;
    for (int i = 0; i < firsts; i++) {
      for (int j = second(i); j < columns.length; j++) {
        sums.get(pair++).add(columns[i], columns[j], workspace.bins);
      }
    }
  }

  void merge(PairCounts other) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].merge(other.columns[i]);
    }
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).merge(other.sums.get(i));
    }
  }

  /** Tells of each pair, under the names of the columns. */
  List<PairStatistics> build(List<String> names) {
    List<PairStatistics> pairs = new ArrayList<>();
    for (int i = 0; i < firsts; i++) {
      for (int j = second(i); j < columns.length; j++) {
        pairs.add(sums.get(pairs.size()).build(names.get(i), names.get(j), columns[i], columns[j]));
      }
    }
    return pairs;
  }

  byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    for (PairColumn column : columns) {
      column.write(to);
    }
    sums.forEach(pair -> pair.write(to));
    return to.toByteArray();
  }

  static PairCounts read(int firsts, int columns, Workspace workspace, byte[] bytes) {
    PartialReader from = new PartialReader(bytes);
    PairCounts counts = new PairCounts(firsts, columns, workspace);
    for (int i = 0; i < columns; i++) {
      counts.columns[i] = PairColumn.read(from);
    }
    counts.sums.replaceAll(pair -> PairSums.read(from));
    return counts;
  }
}
