package dev.millrace.evaluation.metric;

/** Some rows by descending score: so few that they stay in the nearest cache. */
final class RankedRows {

  static final int MOST = 512;

  /** Of weight 0 and another score than any row, so that it ends the tie before it. */
  static final RankedRows END = end();

  int count;
  final int[] rows = new int[MOST];
  final double[] scores = new double[MOST];

  /** 0 or 1. */
  final double[] labels = new double[MOST];

  final double[] logLosses = new double[MOST];

  /** How much each row counts at the moment; one that does not adds nothing. */
  final double[] weights = new double[MOST];

  private static RankedRows end() {
    RankedRows end = new RankedRows();
    end.scores[0] = Double.NaN;
    end.count = 1;
    return end;
  }

  void weigh(Weights given) {
    for (int i = 0; i < count; i++) {
      weights[i] = given.of(rows[i]);
    }
  }
}
