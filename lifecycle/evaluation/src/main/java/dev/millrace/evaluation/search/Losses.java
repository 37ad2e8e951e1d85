package dev.millrace.evaluation.search;

/**
 * Sums over the losses of some rows, from which their weighted mean and its variance follow: the
 * variance of a ratio estimator, Cochran, "Sampling Techniques", 3rd edition, 6.3.
 */
final class Losses {

  private long rows;
  private double weight;
  private double loss;
  private double squaredWeight;
  private double squaredWeightLoss;
  private double squares;

  void add(double rowLoss, double rowWeight) {
    rows++;
    weight += rowWeight;
    loss += rowWeight * rowLoss;
    double squared = rowWeight * rowWeight;
    squaredWeight += squared;
    squaredWeightLoss += squared * rowLoss;
    squares += squared * rowLoss * rowLoss;
  }

  /** These without some of them. */
  Losses less(Losses part) {
    Losses rest = new Losses();
    rest.rows = rows - part.rows;
    rest.weight = weight - part.weight;
    rest.loss = loss - part.loss;
    rest.squaredWeight = squaredWeight - part.squaredWeight;
    rest.squaredWeightLoss = squaredWeightLoss - part.squaredWeightLoss;
    rest.squares = squares - part.squares;
    return rest;
  }

  long rows() {
    return rows;
  }

  double mean() {
    return loss / weight;
  }

  /** Of the mean. */
  double variance() {
    double mean = mean();
    double spread = squares - 2 * mean * squaredWeightLoss + mean * mean * squaredWeight;
    return Math.max(0, spread) / (weight * weight) * rows / Math.max(1, rows - 1);
  }

  /** Of the losses themselves. */
  double deviation() {
    return Math.sqrt(variance() * rows);
  }
}
