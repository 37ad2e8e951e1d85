package dev.millrace.training.linear;

import dev.millrace.model.onnx.Classification;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predicts from sums of slopes times the features' distances from their means, where a missing
 * value is none away. Sums are taken in double precision, feature by feature, and held within
 * bounds, so that no prediction is infinite.
 *
 * @param means of the features
 * @param slopes of each feature, one for each output
 * @param intercepts one for each output
 */
record LinearModel(Objective objective, double[] means, double[] slopes, double[] intercepts)
    implements FittedModel {

  /** Beyond single precision, and far within double. */
  private static final double FARTHEST = 1e39;

  /** Single precision's greatest, in double. */
  private static final double GREATEST = Float.MAX_VALUE;

  /** Its exponential is a number in single precision. */
  private static final double GREATEST_LOGARITHM = 88;

  @Override
  public List<Value> addTo(Operators graph, Value features) {
    Value distances = graph.sub(graph.cast(features, ElementType.DOUBLE), graph.row(means.clone()));
    Value known = graph.where(graph.isNaN(distances), graph.constant(0.0), distances);
    Value near = graph.clip(known, graph.constant(-FARTHEST), graph.constant(FARTHEST));
    Value sums =
        graph.add(graph.matMul(near, slopes, intercepts.length), graph.row(intercepts.clone()));
    Value margins = graph.clip(sums, graph.constant(-GREATEST), graph.constant(most()));
    return switch (objective) {
      case Objective.Binary _ -> List.of(single(graph, graph.sigmoid(margins)));
      case Objective.Multiclass _ -> probabilities(graph, margins);
      case Objective.Regression(Loss loss, double _) ->
          List.of(single(graph, loss == Loss.POISSON ? graph.exp(margins) : margins));
      case Objective.Ranking _ -> List.of(single(graph, margins));
    };
  }

  private double most() {
    return poisson() ? GREATEST_LOGARITHM : GREATEST;
  }

  private boolean poisson() {
    return objective instanceof Objective.Regression(Loss loss, double _) && loss == Loss.POISSON;
  }

  private static Value single(Operators graph, Value value) {
    return graph.cast(value, ElementType.FLOAT);
  }

  /** The greatest margin is subtracted in double precision: beyond 2²⁴ a float has no units. */
  private List<Value> probabilities(Operators graph, Value margins) {
    Value greatest = graph.column(graph.columnOf(margins, 0));
    for (int output = 1; output < intercepts.length; output++) {
      greatest = graph.max(greatest, graph.column(graph.columnOf(margins, output)));
    }
    Value below = single(graph, graph.sub(margins, greatest));
    Value probabilities = Classification.softmax(graph, columns(graph, below));
    return columns(graph, probabilities);
  }

  private List<Value> columns(Operators graph, Value matrix) {
    List<Value> columns = new ArrayList<>();
    for (int output = 0; output < intercepts.length; output++) {
      columns.add(graph.column(graph.columnOf(matrix, output)));
    }
    return columns;
  }

  @Override
  public float[] predict(FeatureMatrix rows) {
    int outputs = intercepts.length;
    float[] predictions = new float[rows.rows() * outputs];
    for (int row = 0; row < rows.rows(); row++) {
      double[] linked = linked(margins(rows, row));
      for (int output = 0; output < outputs; output++) {
        predictions[row * outputs + output] = (float) linked[output];
      }
    }
    return predictions;
  }

  private double[] margins(FeatureMatrix rows, int row) {
    double[] margins = new double[intercepts.length];
    for (int feature = 0; feature < means.length; feature++) {
      double distance = distance(rows, row, feature);
      for (int output = 0; output < margins.length; output++) {
        margins[output] += distance * slopes[feature * margins.length + output];
      }
    }
    for (int output = 0; output < margins.length; output++) {
      margins[output] = Math.clamp(margins[output] + intercepts[output], -GREATEST, most());
    }
    return margins;
  }

  private double distance(FeatureMatrix rows, int row, int feature) {
    double distance = rows.values()[row * means.length + feature] - means[feature];
    return Double.isNaN(distance) ? 0 : Math.clamp(distance, -FARTHEST, FARTHEST);
  }

  private double[] linked(double[] margins) {
    return switch (objective) {
      case Objective.Binary _ -> new double[] {1 / (1 + Math.exp(-margins[0]))};
      case Objective.Multiclass _ -> softmax(margins);
      case Objective.Regression _, Objective.Ranking _ ->
          poisson() ? new double[] {Math.exp(margins[0])} : margins;
    };
  }

  private static double[] softmax(double[] margins) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double margin : margins) {
      greatest = Math.max(greatest, margin);
    }
    double[] powers = new double[margins.length];
    double sum = 0;
    for (int output = 0; output < margins.length; output++) {
      powers[output] = Math.exp(margins[output] - greatest);
      sum += powers[output];
    }
    for (int output = 0; output < margins.length; output++) {
      powers[output] /= sum;
    }
    return powers;
  }

  /**
   * Of features taken as independent, the share of one in a sum is its slope times its distance
   * from the mean (S. Lundberg and S.-I. Lee, 2017, corollary 1).
   */
  @Override
  public Optional<Importance> importance(FeatureMatrix sample) {
    double[] shares = new double[means.length];
    for (int feature = 0; feature < means.length; feature++) {
      double steepness = 0;
      for (int output = 0; output < intercepts.length; output++) {
        steepness += Math.abs(slopes[feature * intercepts.length + output]);
      }
      for (int row = 0; row < sample.rows(); row++) {
        shares[feature] += Math.abs(distance(sample, row, feature)) * steepness;
      }
      shares[feature] /= Math.max(1, sample.rows());
    }
    return Optional.of(new Importance(new double[means.length], new long[means.length], shares));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
