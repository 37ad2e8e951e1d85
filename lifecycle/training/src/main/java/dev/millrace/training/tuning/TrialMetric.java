package dev.millrace.training.tuning;

import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;

/** What trials are told apart by: one number of predictions, weights of rows taken. */
public enum TrialMetric {
  LOG_LOSS(false),
  AUC(true),
  RMSE(false),
  MAE(false),
  QUANTILE_LOSS(false),
  POISSON_LOSS(false),
  NDCG(true);

  private final boolean higherIsBetter;

  TrialMetric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** The loss that a model of the objective has least of, and of a ranking what users see. */
  public static TrialMetric of(Objective objective) {
    return switch (objective) {
      case Objective.Binary(), Objective.Multiclass(int _) -> LOG_LOSS;
      case Objective.Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> RMSE;
            case ABSOLUTE -> MAE;
            case QUANTILE -> QUANTILE_LOSS;
            case POISSON -> POISSON_LOSS;
          };
      case Objective.Ranking() -> NDCG;
    };
  }

  /** Whether predictions of the objective have this metric. */
  public boolean suits(Objective objective) {
    return switch (this) {
      case LOG_LOSS ->
          objective instanceof Objective.Binary || objective instanceof Objective.Multiclass;
      case AUC -> objective instanceof Objective.Binary;
      case RMSE, MAE -> objective instanceof Objective.Regression;
      case QUANTILE_LOSS, POISSON_LOSS -> of(objective) == this;
      case NDCG -> objective instanceof Objective.Ranking;
    };
  }

  /**
   * The metric.
   *
   * @param predictions {@code rows × outputs}, row after row
   * @return NaN if it is not defined, or a prediction is none
   */
  public double value(Objective objective, LabelledRows rows, float[] predictions) {
    return switch (this) {
      case AUC -> Ordered.areaUnderCurve(rows, predictions);
      case NDCG -> Ordered.discountedGain(rows, predictions);
      case RMSE -> Math.sqrt(mean(objective, rows, predictions));
      case LOG_LOSS, MAE, QUANTILE_LOSS, POISSON_LOSS -> mean(objective, rows, predictions);
    };
  }

  private double mean(Objective objective, LabelledRows rows, float[] predictions) {
    int width = objective.outputs();
    double sum = 0;
    double all = 0;
    for (int row = 0; row < rows.labels().length; row++) {
      double weight = weight(rows, row);
      float label = rows.labels()[row];
      int place = row * width + (width > 1 ? (int) label : 0);
      sum += weight * loss(objective, label, predictions[place]);
      all += weight;
    }
    return sum / all;
  }

  static double weight(LabelledRows rows, int row) {
    return rows.weights().map(weights -> (double) weights[row]).orElse(1.0);
  }

  /** Of one row. Probabilities are kept from 0 as far as single precision tells them apart. */
  private double loss(Objective objective, double label, double predicted) {
    double error = predicted - label;
    return switch (this) {
      case LOG_LOSS -> {
        double right =
            objective instanceof Objective.Binary && label == 0 ? 1 - predicted : predicted;
        yield -StrictMath.log(right < 1e-16 ? 1e-16 : right);
      }
      case RMSE -> error * error;
      case MAE -> Math.abs(error);
      case QUANTILE_LOSS -> {
        double quantile =
            objective instanceof Objective.Regression(Loss _, double of) ? of : Double.NaN;
        yield error > 0 ? (1 - quantile) * error : -quantile * error;
      }
      case POISSON_LOSS -> predicted - label * StrictMath.log(Math.max(predicted, 1e-16));
      case AUC, NDCG -> throw new IllegalStateException("not a mean over rows: " + this);
    };
  }
}
