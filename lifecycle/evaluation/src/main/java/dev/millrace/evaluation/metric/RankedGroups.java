package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups whose rows follow each other from the highest score down, so that measuring a group is one
 * walk along its rows. Dealing the rows out costs more than a walk, and is done once for however
 * many walks there will be.
 */
final class RankedGroups {

  /** The rows of one group. */
  interface Visitor {
    void visit(int group, Ranks ranks);
  }

  /**
   * Some places in the order of scores, rising.
   *
   * @param ranks all places there are if null
   * @param end behind the last of them
   */
  record Ranks(int @Nullable [] ranks, int start, int end) {
    int at(int place) {
      return ranks == null ? place : ranks[place];
    }
  }

  /** The ranks of each group of a dealing, one group after the other, and where each starts. */
  private record Dealt(int first, int[] ranks, int[] starts) {}

  private final int rows;
  private final int count;
  private final List<Dealt> dealings = new ArrayList<>();

  /**
   * @param order the row of each rank
   */
  RankedGroups(Groups groups, int[] order) {
    this.rows = order.length;
    this.count = groups.count();
    for (int dealing = 0; dealing < groups.dealings(); dealing++) {
      dealings.add(deal(groups, dealing, order));
    }
  }

  int count() {
    return count;
  }

  /** Visits all groups in their order. */
  void each(Visitor visitor) {
    visitor.visit(0, new Ranks(null, 0, rows));
    for (Dealt dealt : dealings) {
      for (int group = 0; group + 1 < dealt.starts.length; group++) {
        visitor.visit(
            dealt.first + group,
            new Ranks(dealt.ranks, dealt.starts[group], dealt.starts[group + 1]));
      }
    }
  }

  /** Counts, then distributes: what is of equal group stays in the order of scores. */
  private static Dealt deal(Groups groups, int dealing, int[] order) {
    int[] groupOfRow = groups.dealt(dealing);
    int[] starts = new int[groups.size(dealing) + 1];
    for (int group : groupOfRow) {
      if (group >= 0) {
        starts[group + 1]++;
      }
    }
    for (int group = 1; group < starts.length; group++) {
      starts[group] += starts[group - 1];
    }
    int[] next = Arrays.copyOf(starts, starts.length - 1);
    int[] ranks = new int[starts[starts.length - 1]];
    for (int rank = 0; rank < order.length; rank++) {
      int group = groupOfRow[order[rank]];
      if (group >= 0) {
        ranks[next[group]++] = rank;
      }
    }
    return new Dealt(groups.first(dealing), ranks, starts);
  }
}
