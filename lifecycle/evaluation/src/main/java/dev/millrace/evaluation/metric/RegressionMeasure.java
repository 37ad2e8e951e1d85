package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Predictions of numbers with the numbers that were true. */
public final class RegressionMeasure implements Measure {

  private static final String QUANTILE_LOSS = "quantile_loss";

  private static final List<Formula<RegressionTally>> USUAL = usual();

  private final double[] predictions;
  private final double[] labels;
  private final double centre;
  private final double[] quantiles;
  private final List<Formula<RegressionTally>> formulas;
  private final List<Metric> metrics;

  private RegressionMeasure(
      double[] predictions,
      double[] labels,
      double[] quantiles,
      List<Formula<RegressionTally>> formulas) {
    this.predictions = predictions;
    this.labels = labels;
    this.centre = Arrays.stream(labels).average().orElse(0);
    this.quantiles = quantiles;
    this.formulas = formulas;
    this.metrics = Formula.metrics(formulas);
  }

  private static List<Formula<RegressionTally>> usual() {
    List<Formula<RegressionTally>> formulas = new ArrayList<>();
    for (RegressionLoss loss : RegressionLoss.ALL) {
      formulas.add(new Formula<>(loss.metric(), sums -> sums.mean(loss)));
    }
    formulas.add(
        new Formula<>(
            Metric.lower("rmse").within(Limits.NOT_NEGATIVE),
            sums -> Math.sqrt(sums.mean(RegressionLoss.SQUARED))));
    formulas.add(
        new Formula<>(
            Metric.higher("squared_pearson_correlation").within(Limits.SHARE),
            RegressionTally::squaredCorrelation));
    formulas.add(
        new Formula<>(
            Metric.higher("coefficient_of_determination").within(Limits.upTo(1)),
            RegressionTally::determination));
    formulas.add(new Formula<>(Metric.neither("calibration"), RegressionTally::calibration));
    formulas.add(new Formula<>(Metric.neither("mean_prediction"), RegressionTally::meanPrediction));
    formulas.add(new Formula<>(Metric.neither("mean_label"), RegressionTally::meanLabel));
    formulas.add(new Formula<>(Metric.count("example_count"), RegressionTally::count));
    formulas.add(new Formula<>(Metric.count("weighted_example_count"), RegressionTally::weight));
    return List.copyOf(formulas);
  }

  /**
   * The arrays are not copied: whoever hands them over no longer writes to them.
   *
   * @param asked metrics with parameters, to be measured too: {@code quantile_loss@0.9}
   * @throws IllegalArgumentException if the arrays do not fit or a number is not finite
   * @throws dev.millrace.core.error.UserError if there is no such metric
   */
  public static RegressionMeasure of(
      double[] predictions, double[] labels, List<MetricName> asked) {
    Domain.checkNumbers("prediction", predictions, predictions.length);
    Domain.checkNumbers("label", labels, predictions.length);
    List<Formula<RegressionTally>> formulas = new ArrayList<>(USUAL);
    List<Double> quantiles = new ArrayList<>();
    for (MetricName name : asked) {
      if (name.family().equals(QUANTILE_LOSS) && name.hasParameter()) {
        int place = quantiles.size();
        quantiles.add(name.share());
        formulas.add(
            new Formula<>(
                Metric.lower(name.text()).within(Limits.NOT_NEGATIVE).asMean(),
                sums -> sums.meanQuantileLoss(place)));
      } else if (formulas.stream().noneMatch(each -> each.metric().name().equals(name.text()))) {
        List<String> known =
            new ArrayList<>(USUAL.stream().map(each -> each.metric().name()).toList());
        known.add(QUANTILE_LOSS + "@0.9");
        throw name.unknown("regression", known);
      }
    }
    return new RegressionMeasure(
        predictions,
        labels,
        quantiles.stream().mapToDouble(Double::doubleValue).toArray(),
        List.copyOf(formulas));
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
    return Optional.of(Metric.lower("mae").asMean());
  }

  @Override
  public Units units() {
    return Units.ROWS;
  }

  @Override
  public double[][] values(Weights weights, Groups groups) {
    RegressionTally[] tallies = new RegressionTally[groups.count()];
    Arrays.setAll(tallies, group -> new RegressionTally(centre, quantiles));
    double[] losses = new double[RegressionLoss.KINDS];
    for (int row = 0; row < labels.length; row++) {
      double weight = weights.of(row);
      if (weight > 0) {
        RegressionLoss.all(predictions[row], labels[row], losses);
        tallies[0].add(predictions[row], labels[row], losses, weight);
        for (int dealing = 0; dealing < groups.dealings(); dealing++) {
          int group = groups.of(dealing, row);
          if (group >= 0) {
            tallies[group].add(predictions[row], labels[row], losses, weight);
          }
        }
      }
    }
    return Arrays.stream(tallies)
        .map(tally -> Formula.values(formulas, tally))
        .toArray(double[][]::new);
  }

  @Override
  public double[] terms(Metric metric) {
    double[] terms = new double[labels.length];
    RegressionLoss loss =
        RegressionLoss.ALL.stream()
            .filter(each -> each.metric().name().equals(metric.name()))
            .findFirst()
            .orElse(null);
    if (loss == null && !metric.meanOverRows()) {
      throw Measure.noMean(metric);
    }
    double quantile = loss == null ? MetricName.parse(metric.name()).share() : 0;
    for (int row = 0; row < terms.length; row++) {
      terms[row] =
          loss == null
              ? RegressionLoss.quantile(predictions[row], labels[row], quantile)
              : loss.of(predictions[row], labels[row]);
    }
    return terms;
  }

  double[] predictions() {
    return predictions;
  }

  double[] labels() {
    return labels;
  }
}
