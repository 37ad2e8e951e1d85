package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

/**
 * Sums over rows of a regression. Squares are taken of distances from a fixed centre, the mean of
 * all labels, so that large labels that differ little lose no digits.
 */
final class RegressionTally {

  private final double centre;
  private final double[] sums = new double[RegressionLoss.KINDS];
  private final double[] quantiles;
  private final double[] quantileLosses;
  private long count;
  private double weight;
  private double predictions;
  private double labels;
  private double squaredPredictions;
  private double squaredLabels;
  private double products;

  RegressionTally(double centre, double[] quantiles) {
    this.centre = centre;
    this.quantiles = quantiles;
    this.quantileLosses = new double[quantiles.length];
  }

  /**
   * @param losses of the row, in the order of {@link RegressionLoss#ALL}
   */
  void add(double prediction, double label, double[] losses, double rowWeight) {
    count++;
    weight += rowWeight;
    double p = prediction - centre;
    double y = label - centre;
    predictions += rowWeight * p;
    labels += rowWeight * y;
    squaredPredictions += rowWeight * p * p;
    squaredLabels += rowWeight * y * y;
    products += rowWeight * p * y;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += rowWeight * losses[i];
    }
    for (int i = 0; i < quantiles.length; i++) {
      quantileLosses[i] += rowWeight * RegressionLoss.quantile(prediction, label, quantiles[i]);
    }
  }

  long count() {
    return count;
  }

  double weight() {
    return weight;
  }

  double mean(RegressionLoss loss) {
    return ratio(sums[RegressionLoss.ALL.indexOf(loss)], weight);
  }

  double meanQuantileLoss(int quantile) {
    return ratio(quantileLosses[quantile], weight);
  }

  double meanPrediction() {
    return centre + ratio(predictions, weight);
  }

  double meanLabel() {
    return centre + ratio(labels, weight);
  }

  double calibration() {
    return ratio(meanPrediction(), meanLabel());
  }

  private double labelVariation() {
    return squaredLabels - labels * labels / weight;
  }

  /** NaN where a variation is 0 or so small that it is rounding. */
  double squaredCorrelation() {
    double covariation = products - predictions * labels / weight;
    double ofPredictions = squaredPredictions - predictions * predictions / weight;
    return certain(ofPredictions, squaredPredictions) && certain(labelVariation(), squaredLabels)
        ? covariation * covariation / (ofPredictions * labelVariation())
        : Double.NaN;
  }

  double determination() {
    return certain(labelVariation(), squaredLabels)
        ? 1 - mean(RegressionLoss.SQUARED) * weight / labelVariation()
        : Double.NaN;
  }

  private static boolean certain(double variation, double squares) {
    return variation > 1e-14 * squares;
  }
}
