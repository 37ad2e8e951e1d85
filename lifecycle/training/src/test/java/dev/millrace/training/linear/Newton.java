package dev.millrace.training.linear;

import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.Arrays;

/**
 * The least sum of losses and half of {@code l2} times the squared slopes, in double precision by
 * Newton's method with the whole matrix of second derivatives; of least squares its first step
 * solves the normal equations.
 */
final class Newton {

  private static final int STEPS = 60;

  private final Objective objective;
  private final double[][] rows;
  private final LabelledRows training;
  private final double l2;
  private final int outputs;
  private final double[] weights;

  private Newton(Objective objective, double[][] rows, LabelledRows training, double l2) {
    this.objective = objective;
    this.rows = rows;
    this.training = training;
    this.l2 = l2;
    this.outputs = objective.outputs();
    this.weights = new double[rows[0].length * outputs];
  }

  /** The predictions of the training rows, one for each output. */
  static double[][] predictions(Objective objective, LabelledRows training, double l2) {
    double[][] rows = standardized(training);
    Newton newton = new Newton(objective, rows, training, l2);
    for (int step = 0; step < STEPS; step++) {
      newton.step();
    }
    return Arrays.stream(rows).map(newton::predict).toArray(double[][]::new);
  }

  /** Missing values are means, variances are 1; the last column, of the intercept, is 1. */
  static double[][] standardized(LabelledRows training) {
    int features = training.features().features();
    double[][] rows = new double[training.labels().length][features + 1];
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      double present = 0;
      for (int row = 0; row < rows.length; row++) {
        float value = training.features().values()[row * features + feature];
        sum += Float.isNaN(value) ? 0 : training.weight(row) * value;
        present += Float.isNaN(value) ? 0 : training.weight(row);
      }
      double squares = 0;
      for (int row = 0; row < rows.length; row++) {
        float value = training.features().values()[row * features + feature];
        rows[row][feature] = Float.isNaN(value) ? 0 : value - sum / present;
        squares += training.weight(row) * rows[row][feature] * rows[row][feature];
        rows[row][features] = 1;
      }
      for (double[] row : rows) {
        row[feature] /= Math.sqrt(squares / training.weight());
      }
    }
    return rows;
  }

  private void step() {
    int size = weights.length;
    double[][] equations = new double[size][size + 1];
    for (int row = 0; row < rows.length; row++) {
      double[] predicted = predict(rows[row]);
      for (int a = 0; a < size; a++) {
        int output = a % outputs;
        double slope = training.weight(row) * rows[row][a / outputs];
        equations[a][size] -= slope * (predicted[output] - truth(row, output));
        for (int b = 0; b < size; b++) {
          equations[a][b] +=
              slope * rows[row][b / outputs] * curvature(predicted, output, b % outputs);
        }
      }
    }
    for (int a = 0; a < size; a++) {
      boolean intercept = a / outputs == rows[0].length - 1;
      // Classes' intercepts are known but for what is added to all.
      equations[a][a] += intercept ? 1e-9 : l2;
      equations[a][size] -= intercept ? 0 : l2 * weights[a];
    }
    double[] change = solve(equations);
    for (int a = 0; a < size; a++) {
      weights[a] += change[a];
    }
  }

  private double truth(int row, int output) {
    float label = training.labels()[row];
    return outputs == 1 ? label : label == output ? 1 : 0;
  }

  private double curvature(double[] predicted, int a, int b) {
    return switch (objective) {
      case Objective.Regression(Loss loss, double _) -> loss == Loss.POISSON ? predicted[0] : 1;
      case Objective.Binary _ -> predicted[0] * (1 - predicted[0]);
      case Objective.Multiclass _, Objective.Ranking _ ->
          predicted[a] * ((a == b ? 1 : 0) - predicted[b]);
    };
  }

  private double[] predict(double[] row) {
    double[] margins = new double[outputs];
    for (int a = 0; a < weights.length; a++) {
      margins[a % outputs] += weights[a] * row[a / outputs];
    }
    return switch (objective) {
      case Objective.Regression(Loss loss, double _) ->
          loss == Loss.POISSON ? new double[] {Math.exp(margins[0])} : margins;
      case Objective.Binary _ -> new double[] {1 / (1 + Math.exp(-margins[0]))};
      case Objective.Multiclass _, Objective.Ranking _ -> {
        double[] powers = Arrays.stream(margins).map(Math::exp).toArray();
        double sum = Arrays.stream(powers).sum();
        yield Arrays.stream(powers).map(power -> power / sum).toArray();
      }
    };
  }

  /** By Gauss's elimination with the greatest element of a column as its pivot. */
  private static double[] solve(double[][] equations) {
    int size = equations.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        pivot = Math.abs(equations[row][column]) > Math.abs(equations[pivot][column]) ? row : pivot;
      }
      double[] swapped = equations[pivot];
      equations[pivot] = equations[column];
      equations[column] = swapped;
      for (int row = 0; row < size; row++) {
        double factor = row == column ? 0 : equations[row][column] / swapped[column];
        for (int at = column; at <= size; at++) {
          equations[row][at] -= factor * swapped[at];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = 0; row < size; row++) {
      solution[row] = equations[row][size] / equations[row][row];
    }
    return solution;
  }
}
