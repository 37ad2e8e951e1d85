package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups whose rows follow each other from the highest score down, so that measuring a group is one
 * walk along its rows. Dealing the rows out costs more than a walk, and is done once for however
 * many walks there will be.
 *
 * @param ranks of the rows of each group
 */
record RankedGroups(List<Ranks> ranks) {

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

  /**
   * @param order the row of each rank
   */
  static RankedGroups of(Groups groups, int[] order) {
    List<Ranks> ranks = new ArrayList<>(groups.count());
    ranks.add(new Ranks(null, 0, order.length));
    for (int dealing = 0; dealing < groups.dealings(); dealing++) {
      deal(groups.dealt(dealing), groups.size(dealing), order, ranks);
    }
    return new RankedGroups(ranks);
  }

  /** Counts, then distributes: what is of equal group stays in the order of scores. */
  private static void deal(int[] groupOfRow, int groups, int[] order, List<Ranks> to) {
    int[] starts = new int[groups + 1];
    for (int group : groupOfRow) {
      if (group >= 0) {
        starts[group + 1]++;
      }
    }
    for (int group = 1; group < starts.length; group++) {
      starts[group] += starts[group - 1];
    }
    int[] next = Arrays.copyOf(starts, groups);
    int[] ranks = new int[starts[groups]];
    for (int rank = 0; rank < order.length; rank++) {
      int group = groupOfRow[order[rank]];
      if (group >= 0) {
        ranks[next[group]++] = rank;
      }
    }
    for (int group = 0; group < groups; group++) {
      to.add(new Ranks(ranks, starts[group], starts[group + 1]));
    }
  }
}
