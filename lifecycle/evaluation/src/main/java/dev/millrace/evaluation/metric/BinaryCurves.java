package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The curves of a binary classifier.
 *
 * @param calibration bins of about equally many rows, from the lowest scores up
 * @param points from the highest threshold down, as many as tell something
 * @param positiveScores weight of the positive rows by score, in bins of equal width from 0 to 1
 * @param negativeScores of the negative ones likewise
 */
public record BinaryCurves(
    List<CalibrationBin> calibration,
    List<CurvePoint> points,
    double[] positiveScores,
    double[] negativeScores) {

  private static final int BINS = 10;
  private static final int SCORE_BINS = 40;

  /** How far a rate has to move for the next point. */
  private static final double STEP = 1.0 / 150;

  /** The curves of all rows. */
  public static BinaryCurves of(BinaryMeasure measure, Weights weights) {
    double[] positive = new double[SCORE_BINS];
    double[] negative = new double[SCORE_BINS];
    for (int rank = 0; rank < measure.rows(); rank++) {
      int bin = Math.min(SCORE_BINS - 1, (int) (measure.score(rank) * SCORE_BINS));
      double[] to = measure.positive(rank) ? positive : negative;
      to[bin] += weights.of(measure.row(rank));
    }
    return new BinaryCurves(
        calibration(measure, weights), points(measure, weights), positive, negative);
  }

  private static List<CalibrationBin> calibration(BinaryMeasure measure, Weights weights) {
    List<CalibrationBin> bins = new ArrayList<>();
    int rows = measure.rows();
    int start = 0;
    for (int bin = 1; bin <= BINS; bin++) {
      int end = (int) ((long) rows * bin / BINS);
      while (end > start && end < rows && measure.score(end) == measure.score(end - 1)) {
        end++; // Equal scores are never parted.
      }
      if (end > start) {
        bins.add(bin(measure, weights, start, end));
        start = end;
      }
    }
    Collections.reverse(bins);
    return bins;
  }

  private static CalibrationBin bin(BinaryMeasure measure, Weights weights, int start, int end) {
    double total = 0;
    double predictions = 0;
    double positive = 0;
    for (int rank = start; rank < end; rank++) {
      double weight = weights.of(measure.row(rank));
      total += weight;
      predictions += weight * measure.score(rank);
      positive += measure.positive(rank) ? weight : 0;
    }
    return new CalibrationBin(
        measure.score(end - 1),
        measure.score(start),
        end - start,
        Formula.ratio(predictions, total),
        Formula.ratio(positive, total));
  }

  private static List<CurvePoint> points(BinaryMeasure measure, Weights weights) {
    double positives = 0;
    double negatives = 0;
    for (int rank = 0; rank < measure.rows(); rank++) {
      double weight = weights.of(measure.row(rank));
      positives += measure.positive(rank) ? weight : 0;
      negatives += measure.positive(rank) ? 0 : weight;
    }
    List<CurvePoint> points = new ArrayList<>();
    double hits = 0;
    double alarms = 0;
    double lastHits = 0;
    double lastAlarms = 0;
    for (int rank = 0; rank < measure.rows(); rank++) {
      double weight = weights.of(measure.row(rank));
      hits += measure.positive(rank) ? weight : 0;
      alarms += measure.positive(rank) ? 0 : weight;
      boolean last = rank + 1 == measure.rows();
      boolean tied = !last && measure.score(rank + 1) == measure.score(rank);
      boolean far = hits - lastHits >= STEP * positives || alarms - lastAlarms >= STEP * negatives;
      if (!tied && (far || last)) {
        points.add(
            CurvePoint.of(
                measure.score(rank),
                new Confusion(hits, alarms, negatives - alarms, positives - hits)));
        lastHits = hits;
        lastAlarms = alarms;
      }
    }
    return points;
  }
}
