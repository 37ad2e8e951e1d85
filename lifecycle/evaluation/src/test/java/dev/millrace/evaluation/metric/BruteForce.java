package dev.millrace.evaluation.metric;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** The metrics of binary classifiers straight from their definitions, AUC by looking at pairs. */
record BruteForce(Rows rows) {

  double value(String metric) {
    double[] s = rows.scores();
    return switch (metric) {
      case "auc" -> auc();
      case "auc_precision_recall" -> averagePrecision();
      case "log_loss" ->
          mean(
              row -> {
                double p = Math.min(Math.max(s[row], 1e-7), 1 - 1e-7);
                return -Math.log(positive(row) ? p : 1 - p);
              });
      case "brier_score" -> mean(row -> Math.pow(s[row] - label(row), 2));
      case "calibration" -> sum(row -> s[row]) / zeroAsNaN(sum(this::label));
      case "expected_calibration_error" -> calibrationError();
      case "coefficient_of_discrimination" -> meanOf(this::positive) - meanOf(r -> !positive(r));
      case "relative_coefficient_of_discrimination" ->
          meanOf(this::positive) / zeroAsNaN(meanOf(row -> !positive(row)));
      case "mean_prediction" -> mean(row -> s[row]);
      case "mean_label", "prevalence" -> mean(this::label);
      case "example_count" -> (int) sumPlain(row -> rows.weights()[row] > 0 ? 1 : 0);
      case "weighted_example_count" -> sum(row -> 1);
      default -> decided(metric, 0.5);
    };
  }

  double decided(String metric, double threshold) {
    double tp = weight(row -> rows.scores()[row] > threshold && positive(row));
    double fp = weight(row -> rows.scores()[row] > threshold && !positive(row));
    double tn = weight(row -> rows.scores()[row] <= threshold && !positive(row));
    double fn = weight(row -> rows.scores()[row] <= threshold && positive(row));
    double precision = tp / (tp + fp);
    double recall = tp / (tp + fn);
    double specificity = tn / (tn + fp);
    double npv = tn / (tn + fn);
    return switch (metric) {
      case "accuracy" -> (tp + tn) / (tp + tn + fp + fn);
      case "precision" -> precision;
      case "recall" -> recall;
      case "specificity" -> specificity;
      case "fall_out" -> fp / (fp + tn);
      case "miss_rate" -> fn / (fn + tp);
      case "negative_predictive_value" -> npv;
      case "false_discovery_rate" -> fp / (fp + tp);
      case "false_omission_rate" -> fn / (fn + tn);
      case "f1" -> 2 / (1 / precision + 1 / recall);
      case "mcc" ->
          (tp * tn - fp * fn)
              / Math.sqrt(tp + fp)
              / Math.sqrt(tp + fn)
              / Math.sqrt(tn + fp)
              / Math.sqrt(tn + fn);
      case "balanced_accuracy" -> (recall + specificity) / 2;
      case "fowlkes_mallows" -> Math.sqrt(precision * recall);
      case "informedness" -> recall + specificity - 1;
      case "markedness" -> precision + npv - 1;
      case "threat_score" -> tp / (tp + fn + fp);
      case "positive_likelihood_ratio" -> recall / (1 - specificity);
      case "negative_likelihood_ratio" -> (1 - recall) / specificity;
      case "diagnostic_odds_ratio" -> tp / fp / (fn / tn);
      case "prevalence_threshold" -> {
        double fallOut = 1 - specificity;
        yield (Math.sqrt(recall * fallOut) - fallOut) / (recall - fallOut);
      }
      case "predicted_positive_rate" -> (tp + fp) / (tp + tn + fp + fn);
      case "true_positives" -> tp;
      case "false_positives" -> fp;
      case "true_negatives" -> tn;
      case "false_negatives" -> fn;
      default -> throw new IllegalArgumentException(metric);
    };
  }

  /** The best of a rate over all thresholds, each a score that there is. */
  double constrained(IntToDoubleFunction rate, IntPredicate goodEnough, double none) {
    double best = none;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.weights()[row] > 0 && goodEnough.test(row)) {
        best =
            Double.isNaN(best) ? rate.applyAsDouble(row) : Math.max(best, rate.applyAsDouble(row));
      }
    }
    return best;
  }

  double rateFrom(String rate, int row) {
    return decided(rate, Math.nextDown(rows.scores()[row]));
  }

  private double auc() {
    double won = 0;
    double pairs = 0;
    for (int positive = 0; positive < rows.size(); positive++) {
      for (int negative = 0; negative < rows.size(); negative++) {
        if (positive(positive) && !positive(negative)) {
          double weight = rows.weights()[positive] * rows.weights()[negative];
          int order = Double.compare(rows.scores()[positive], rows.scores()[negative]);
          won += weight * (order > 0 ? 1 : order == 0 ? 0.5 : 0);
          pairs += weight;
        }
      }
    }
    return won / pairs;
  }

  /** The mean over positive rows of the precision from their score on. */
  private double averagePrecision() {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (positive(row) && rows.weights()[row] > 0) {
        sum += rows.weights()[row] * rateFrom("precision", row);
      }
    }
    return sum / weight(this::positive);
  }

  private double calibrationError() {
    double error = 0;
    for (int bin = 0; bin < 10; bin++) {
      int of = bin;
      IntPredicate in = row -> Math.min(9, (int) (rows.scores()[row] * 10)) == of;
      double weight = weight(in);
      if (weight > 0) {
        double predicted = sum(row -> in.test(row) ? rows.scores()[row] : 0) / weight;
        double happened = sum(row -> in.test(row) ? label(row) : 0) / weight;
        error += weight * Math.abs(predicted - happened);
      }
    }
    return error / sum(row -> 1);
  }

  private boolean positive(int row) {
    return rows.labels()[row] == 1;
  }

  private double label(int row) {
    return rows.labels()[row];
  }

  private static double zeroAsNaN(double value) {
    return value == 0 ? Double.NaN : value;
  }

  private double meanOf(IntPredicate in) {
    return sum(row -> in.test(row) ? rows.scores()[row] : 0) / weight(in);
  }

  private double weight(IntPredicate in) {
    return sum(row -> in.test(row) ? 1 : 0);
  }

  private double mean(IntToDoubleFunction term) {
    return sum(term) / sum(row -> 1);
  }

  private double sum(IntToDoubleFunction term) {
    return sumPlain(row -> rows.weights()[row] * term.applyAsDouble(row));
  }

  private double sumPlain(IntToDoubleFunction term) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      sum += term.applyAsDouble(row);
    }
    return sum;
  }
}
