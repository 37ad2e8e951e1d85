package dev.millrace.evaluation.metric;

import dev.millrace.evaluation.metric.RankedGroups.Ranks;
import java.util.List;
import java.util.Optional;

/**
 * Scored and labelled rows of a binary classifier, sorted by score once, so that measuring any
 * groups of them under any weights is one linear pass: rows are dealt to their groups in the order
 * of scores, and each group is sorted already.
 */
public final class BinaryMeasure implements Measure {

  private final BinaryPlan plan;
  private final List<Metric> metrics;

  /** From the highest score down; rows of equal score in their own order. */
  private final int[] order;

  private final double[] scores;
  private final boolean[] positive;
  private final double[] logLoss;

  private BinaryMeasure(BinaryPlan plan, double[] scores, double[] labels) {
    this.plan = plan;
    this.metrics = Formula.metrics(plan.formulas());
    this.order = ScoreOrder.descending(scores);
    int rows = scores.length;
    this.scores = new double[rows];
    this.positive = new boolean[rows];
    this.logLoss = new double[rows];
    for (int rank = 0; rank < rows; rank++) {
      int row = order[rank];
      this.scores[rank] = scores[row];
      this.positive[rank] = labels[row] == 1;
      this.logLoss[rank] = RowLoss.logLoss(scores[row], labels[row]);
    }
  }

  /**
   * @param scores probabilities of the positive class, from 0 to 1
   * @param labels 0 or 1
   * @throws IllegalArgumentException if the arrays do not fit or a value is outside its domain
   */
  public static BinaryMeasure of(BinaryPlan plan, double[] scores, double[] labels) {
    Domain.checkScores(scores);
    Domain.checkLabels(labels, scores.length);
    return new BinaryMeasure(plan, scores, labels);
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public int rows() {
    return order.length;
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
    return in(groups).values(List.of(weights)).getFirst();
  }

  @Override
  public Grouped in(Groups groups) {
    RankedGroups ranked = RankedGroups.of(groups, order);
    return draws -> values(draws, ranked);
  }

  private List<double[][]> values(List<Weights> draws, RankedGroups groups) {
    double[][][] values = new double[draws.size()][groups.ranks().size()][];
    RankedRows rows = new RankedRows();
    BinaryTally[] tallies = new BinaryTally[draws.size()];
    for (int group = 0; group < groups.ranks().size(); group++) {
      Ranks ranks = groups.ranks().get(group);
      for (int draw = 0; draw < tallies.length; draw++) {
        tallies[draw] = new BinaryTally(plan);
      }
      if (!plan.constraints().isEmpty()) {
        walk(ranks, rows, draws, tallies, true);
      }
      walk(ranks, rows, draws, tallies, false);
      for (int draw = 0; draw < tallies.length; draw++) {
        values[draw][group] = Formula.values(plan.formulas(), tallies[draw].finish());
      }
    }
    return List.of(values);
  }

  /** Adds the rows of a group, some at a time, as each draw weighs them, or announces them. */
  private void walk(
      Ranks ranks,
      RankedRows rows,
      List<Weights> draws,
      BinaryTally[] tallies,
      boolean announcing) {
    for (int start = ranks.start(); start < ranks.end(); start += RankedRows.MOST) {
      gather(rows, ranks, start, Math.min(start + RankedRows.MOST, ranks.end()));
      for (int draw = 0; draw < tallies.length; draw++) {
        rows.weigh(draws.get(draw));
        if (announcing) {
          tallies[draw].announce(rows);
        } else {
          tallies[draw].add(rows);
        }
      }
    }
  }

  private void gather(RankedRows rows, Ranks ranks, int start, int end) {
    for (int place = start; place < end; place++) {
      int rank = ranks.at(place);
      int i = place - start;
      rows.rows[i] = order[rank];
      rows.scores[i] = scores[rank];
      rows.labels[i] = positive[rank] ? 1 : 0;
      rows.logLosses[i] = logLoss[rank];
    }
    rows.count = end - start;
  }

  @Override
  public double[] terms(Metric metric) {
    double[] terms = new double[order.length];
    for (int rank = 0; rank < terms.length; rank++) {
      double error = positive[rank] ? 1 - scores[rank] : scores[rank];
      terms[order[rank]] =
          switch (metric.name()) {
            case "log_loss" -> logLoss[rank];
            case "brier_score" -> error * error;
            default -> correct(metric, rank);
          };
    }
    return terms;
  }

  private double correct(Metric metric, int rank) {
    if (!metric.meanOverRows()) {
      throw Measure.noMean(metric);
    }
    MetricName name = MetricName.parse(metric.name());
    double threshold = name.hasParameter() ? name.parameter() : plan.thresholds()[0];
    return (scores[rank] > threshold) == positive[rank] ? 1 : 0;
  }

  /** The decision that each row gets at the usual threshold: 1 for positive, else 0. */
  int[] decisions() {
    int[] decisions = new int[order.length];
    for (int rank = 0; rank < decisions.length; rank++) {
      decisions[order[rank]] = scores[rank] > plan.thresholds()[0] ? 1 : 0;
    }
    return decisions;
  }

  /** By row. */
  double[] scores() {
    double[] byRow = new double[order.length];
    for (int rank = 0; rank < byRow.length; rank++) {
      byRow[order[rank]] = scores[rank];
    }
    return byRow;
  }

  /** The row at a place in the order of scores, the highest first. */
  int row(int rank) {
    return order[rank];
  }

  double score(int rank) {
    return scores[rank];
  }

  boolean positive(int rank) {
    return positive[rank];
  }
}
