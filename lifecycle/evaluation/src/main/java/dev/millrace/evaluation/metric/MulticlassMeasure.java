package dev.millrace.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The probabilities of several classes with the class that was true. */
public final class MulticlassMeasure implements Measure {

  /** Rows times classes beyond which the areas of single classes are left out. */
  public static final long MOST_RANKED = 100_000_000;

  private final List<String> classes;
  private final double[][] probabilities;
  private final int[] labels;
  private final MulticlassPlan plan;
  private final List<Metric> metrics;
  private final int[] decided;
  private final int[] rank;
  private final double[] logLoss;
  private final double[] squaredError;
  private final int[][] orders;

  private MulticlassMeasure(
      List<String> classes, double[][] probabilities, int[] labels, MulticlassPlan plan) {
    this.classes = List.copyOf(classes);
    this.probabilities = probabilities;
    this.labels = labels;
    this.plan = plan;
    this.metrics = Formula.metrics(plan.formulas());
    int rows = labels.length;
    this.decided = new int[rows];
    this.rank = new int[rows];
    this.logLoss = new double[rows];
    this.squaredError = new double[rows];
    for (int row = 0; row < rows; row++) {
      look(row);
    }
    boolean ranked = (long) rows * classes.size() <= MOST_RANKED;
    this.orders = ranked ? new int[classes.size()][] : new int[0][];
    Arrays.setAll(orders, each -> ScoreOrder.descending(probabilities[each]));
  }

  /**
   * The arrays are not copied: whoever hands them over no longer writes to them.
   *
   * @param classes at least two
   * @param probabilities by class, then by row, from 0 to 1
   * @param labels the class's place in the list
   * @param asked metrics with parameters, to be measured too: {@code top_k_accuracy@3}
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   * @throws dev.millrace.core.error.UserError if there is no such metric
   */
  public static MulticlassMeasure of(
      List<String> classes, double[][] probabilities, int[] labels, List<MetricName> asked) {
    if (classes.size() != probabilities.length) {
      throw new IllegalArgumentException(
          probabilities.length + " columns for " + classes.size() + " classes");
    }
    for (double[] ofClass : probabilities) {
      Domain.checkScores(ofClass);
      Domain.checkLength("probabilities", ofClass.length, labels.length);
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes.size()) {
        throw new IllegalArgumentException("row " + row + " is of class " + labels[row]);
      }
    }
    return new MulticlassMeasure(classes, probabilities, labels, MulticlassPlan.of(classes, asked));
  }

  private void look(int row) {
    int label = labels[row];
    double ofLabel = probabilities[label][row];
    int best = 0;
    int before = 0;
    double squares = 0;
    for (int each = 0; each < probabilities.length; each++) {
      double probability = probabilities[each][row];
      best = probability > probabilities[best][row] ? each : best;
      // Of equal ones the earlier class comes first, as in the decision.
      before += probability > ofLabel || (probability == ofLabel && each < label) ? 1 : 0;
      double error = each == label ? 1 - probability : probability;
      squares += error * error;
    }
    decided[row] = best;
    rank[row] = before + 1;
    logLoss[row] = RowLoss.logLoss(ofLabel);
    squaredError[row] = squares;
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public int rows() {
    return labels.length;
  }

  @Override
  public Optional<Metric> loss() {
    return Optional.of(Metric.lower("log_loss").asMean());
  }

  @Override
  public Units units() {
    return Units.ROWS;
  }

  @Override
  public double[][] values(Weights weights, Groups groups) {
    MulticlassTally[] tallies = new MulticlassTally[groups.count()];
    Arrays.setAll(tallies, group -> new MulticlassTally(classes.size(), plan.ranks()));
    for (int row = 0; row < labels.length; row++) {
      double weight = weights.of(row);
      if (weight > 0) {
        tallies[0].add(this, row, weight);
        for (int dealing = 0; dealing < groups.dealings(); dealing++) {
          int group = groups.of(dealing, row);
          if (group >= 0) {
            tallies[group].add(this, row, weight);
          }
        }
      }
    }
    for (int each = 0; each < orders.length; each++) {
      areas(each, weights, groups, tallies);
    }
    return Arrays.stream(tallies)
        .map(tally -> Formula.values(plan.formulas(), tally))
        .toArray(double[][]::new);
  }

  private void areas(int ofClass, Weights weights, Groups groups, MulticlassTally[] tallies) {
    Area[] areas = new Area[tallies.length];
    Arrays.setAll(areas, group -> new Area());
    double[] scores = probabilities[ofClass];
    for (int row : orders[ofClass]) {
      double weight = weights.of(row);
      if (weight > 0) {
        boolean positive = labels[row] == ofClass;
        areas[0].add(scores[row], positive, weight);
        for (int dealing = 0; dealing < groups.dealings(); dealing++) {
          int group = groups.of(dealing, row);
          if (group >= 0) {
            areas[group].add(scores[row], positive, weight);
          }
        }
      }
    }
    for (int group = 0; group < areas.length; group++) {
      tallies[group].auc(ofClass, areas[group].finish());
    }
  }

  @Override
  public double[] terms(Metric metric) {
    if (!metric.meanOverRows()) {
      throw Measure.noMean(metric);
    }
    double[] terms = new double[labels.length];
    for (int row = 0; row < terms.length; row++) {
      terms[row] =
          switch (metric.name()) {
            case "log_loss" -> logLoss[row];
            case "brier_score" -> squaredError[row];
            case "accuracy" -> decided[row] == labels[row] ? 1 : 0;
            default -> rank[row] <= MetricName.parse(metric.name()).count() ? 1 : 0;
          };
    }
    return terms;
  }

  /** Weight by true class, then by decided class. */
  public double[][] confusionMatrix(Weights weights) {
    double[][] matrix = new double[classes.size()][classes.size()];
    for (int row = 0; row < labels.length; row++) {
      matrix[labels[row]][decided[row]] += weights.of(row);
    }
    return matrix;
  }

  /** The class that each row is decided to be: the most probable, the first of equals. */
  int[] decisions() {
    return decided.clone();
  }

  public List<String> classes() {
    return classes;
  }

  int label(int row) {
    return labels[row];
  }

  int decided(int row) {
    return decided[row];
  }

  /** The place of the true class among all by probability, from 1. */
  int rank(int row) {
    return rank[row];
  }

  double logLoss(int row) {
    return logLoss[row];
  }

  double squaredError(int row) {
    return squaredError[row];
  }

  double probability(int row, int ofClass) {
    return probabilities[ofClass][row];
  }
}
