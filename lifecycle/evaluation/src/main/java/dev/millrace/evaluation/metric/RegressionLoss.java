package dev.millrace.evaluation.metric;

import java.util.List;

/** What one prediction of a number costs. */
enum RegressionLoss {
  ABSOLUTE("mae"),
  SQUARED("mse"),
  /** Of the label; not defined for one of 0. */
  ABSOLUTE_SHARE("mape"),
  /** Squared difference of ln(1 + value); not defined from −1 down. */
  SQUARED_LOG("msle"),
  /** Prediction less label: what is positive is too high. */
  SIGNED("mean_error"),
  /**
   * Twice the difference in log likelihood to a perfect prediction. McCullagh and Nelder,
   * "Generalized Linear Models", 2nd edition, 2.3. Not defined for a prediction that is not
   * positive, or a negative label.
   */
  POISSON("poisson_deviance");

  static final List<RegressionLoss> ALL = List.of(values());
  static final int KINDS = ALL.size();

  private final String metric;

  RegressionLoss(String metric) {
    this.metric = metric;
  }

  Metric metric() {
    return switch (this) {
      case ABSOLUTE, SQUARED, ABSOLUTE_SHARE, SQUARED_LOG, POISSON ->
          Metric.lower(metric).within(Limits.NOT_NEGATIVE).asMean();
      case SIGNED -> Metric.neither(metric).asMean();
    };
  }

  /** NaN where it is not defined. */
  double of(double prediction, double label) {
    double error = prediction - label;
    return switch (this) {
      case ABSOLUTE -> Math.abs(error);
      case SQUARED -> error * error;
      case ABSOLUTE_SHARE -> label == 0 ? Double.NaN : Math.abs(error / label);
      case SQUARED_LOG -> squaredLog(prediction, label);
      case SIGNED -> error;
      case POISSON -> poisson(prediction, label);
    };
  }

  /** Every one, in the order of {@link #ALL}: some take logarithms, which a row does once. */
  static void all(double prediction, double label, double[] losses) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] = ALL.get(i).of(prediction, label);
    }
  }

  private static double squaredLog(double prediction, double label) {
    if (prediction <= -1 || label <= -1) {
      return Double.NaN;
    }
    double error = StrictMath.log1p(prediction) - StrictMath.log1p(label);
    return error * error;
  }

  private static double poisson(double prediction, double label) {
    if (prediction <= 0 || label < 0) {
      return Double.NaN;
    }
    double logged = label == 0 ? 0 : label * StrictMath.log(label / prediction);
    return 2 * (logged - label + prediction);
  }

  /**
   * The pinball loss. Koenker and Bassett, "Regression quantiles", Econometrica 46 (1978).
   *
   * @param quantile that the prediction is meant to be, between 0 and 1
   */
  static double quantile(double prediction, double label, double quantile) {
    double missed = label - prediction;
    return missed >= 0 ? quantile * missed : (quantile - 1) * missed;
  }
}
