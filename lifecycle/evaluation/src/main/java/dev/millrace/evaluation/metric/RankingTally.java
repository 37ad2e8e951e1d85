package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

/**
 * Means over queries, whose rows arrive together and by descending score. A query weighs the mean
 * of what its rows weigh.
 */
final class RankingTally {

  private final int[] cuts;
  private final double[] ndcgAt;
  private int query = -1;
  private QueryRows rows = new QueryRows();
  private double ndcg;
  private double reciprocalRank;
  private double firstPosition;
  private double relevantWeight;
  private double queryWeight;
  private long queries;
  private long rowCount;
  private long least = Long.MAX_VALUE;
  private long greatest;

  RankingTally(int[] cuts) {
    this.cuts = cuts;
    this.ndcgAt = new double[cuts.length];
  }

  void add(int ofQuery, double score, double grade, double weight) {
    if (ofQuery != query) {
      endQuery();
      query = ofQuery;
    }
    rows.add(score, grade, weight);
  }

  private void endQuery() {
    if (rows.size() == 0) {
      return;
    }
    double weight = rows.meanWeight();
    queries++;
    queryWeight += weight;
    rowCount += rows.size();
    least = Math.min(least, rows.size());
    greatest = Math.max(greatest, rows.size());
    if (rows.relevant()) {
      relevantWeight += weight;
      ndcg += weight * rows.ndcg(rows.size());
      for (int i = 0; i < cuts.length; i++) {
        ndcgAt[i] += weight * rows.ndcg(cuts[i]);
      }
      rows.meetFirst();
      reciprocalRank += weight * rows.reciprocalRank();
      firstPosition += weight * rows.firstPosition();
    }
    rows = new QueryRows();
  }

  RankingTally finish() {
    endQuery();
    return this;
  }

  double ndcg() {
    return ratio(ndcg, relevantWeight);
  }

  double ndcgAt(int cut) {
    return ratio(ndcgAt[cut], relevantWeight);
  }

  double reciprocalRank() {
    return ratio(reciprocalRank, relevantWeight);
  }

  double firstPosition() {
    return ratio(firstPosition, relevantWeight);
  }

  long queries() {
    return queries;
  }

  long rows() {
    return rowCount;
  }

  double meanQuerySize() {
    return ratio((double) rowCount, (double) queries);
  }

  double leastQuerySize() {
    return queries == 0 ? Double.NaN : least;
  }

  double greatestQuerySize() {
    return queries == 0 ? Double.NaN : greatest;
  }

  double relevantRate() {
    return ratio(relevantWeight, queryWeight);
  }
}
