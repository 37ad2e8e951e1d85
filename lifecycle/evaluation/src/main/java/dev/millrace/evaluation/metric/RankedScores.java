package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scored and labelled rows, sorted by score once, so that the metrics of any grouping of them cost
 * one linear pass: rows are dealt to their groups in score order, and each group is sorted already.
 */
public final class RankedScores {

  private final double[] scores;
  private final double[] labels;
  private final double @Nullable [] weights;
  private final double[] logLoss;
  private final int[] ascending;

  private RankedScores(double[] scores, double[] labels, double @Nullable [] weights) {
    this.scores = scores;
    this.labels = labels;
    this.weights = weights;
    this.logLoss = logLoss(scores, labels);
    this.ascending = ScoreOrder.ascending(scores);
  }

  /**
   * Each row counting the same. The arrays are not copied: whoever hands them over no longer writes
   * to them.
   *
   * @param scores probabilities of the positive class, from 0 to 1
   * @param labels 0 or 1
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   */
  public static RankedScores of(double[] scores, double[] labels) {
    Domain.checkScores(scores);
    Domain.checkLabels(labels, scores.length);
    return new RankedScores(scores, labels, null);
  }

  /**
   * Rows weighted.
   *
   * @param weights finite, not negative
   */
  public static RankedScores of(double[] scores, double[] labels, double[] weights) {
    Domain.checkScores(scores);
    Domain.checkLabels(labels, scores.length);
    Domain.checkWeights(weights, scores.length);
    return new RankedScores(scores, labels, weights);
  }

  /** Over all rows. */
  public BinaryMetrics metrics() {
    Tally tally = new Tally();
    for (int row : ascending) {
      addTo(tally, row);
    }
    return tally.finish();
  }

  /**
   * Over each group of rows.
   *
   * @param groupOfRow from 0, or −1 for a row that is in no group
   * @return as many as there are groups
   */
  public List<BinaryMetrics> metricsByGroup(int[] groupOfRow, int groups) {
    Tally[] tallies = new Tally[groups];
    Arrays.setAll(tallies, group -> new Tally());
    for (int row : ascending) {
      if (groupOfRow[row] >= 0) {
        addTo(tallies[groupOfRow[row]], row);
      }
    }
    List<BinaryMetrics> metrics = new ArrayList<>(groups);
    for (Tally tally : tallies) {
      metrics.add(tally.finish());
    }
    return metrics;
  }

  /**
   * How predicted and true rates compare from the lowest scores to the highest.
   *
   * @param bins how many at most, of about equally many rows; equal scores are never parted
   */
  public List<CalibrationBin> calibrationCurve(int bins) {
    List<CalibrationBin> curve = new ArrayList<>();
    int start = 0;
    for (int bin = 1; bin <= bins; bin++) {
      int end = (int) ((long) ascending.length * bin / bins);
      while (end > 0 && end < ascending.length && sameScore(end - 1, end)) {
        end++;
      }
      if (end > start) {
        curve.add(calibrationBin(start, end));
        start = end;
      }
    }
    return curve;
  }

  private boolean sameScore(int rank, int otherRank) {
    return scores[ascending[rank]] == scores[ascending[otherRank]];
  }

  private CalibrationBin calibrationBin(int start, int end) {
    Tally tally = new Tally();
    for (int rank = start; rank < end; rank++) {
      addTo(tally, ascending[rank]);
    }
    return CalibrationBin.of(scores[ascending[start]], scores[ascending[end - 1]], tally.finish());
  }

  private void addTo(Tally tally, int row) {
    double weight = weights == null ? 1 : weights[row];
    tally.add(scores[row], labels[row], weight, logLoss[row]);
  }

  private static double[] logLoss(double[] scores, double[] labels) {
    double[] loss = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      loss[row] = RowLoss.logLoss(scores[row], labels[row]);
    }
    return loss;
  }
}
