package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is measured of a binary classifier.
 *
 * @param thresholds above which a score is a positive decision; the first is the usual one
 */
public record BinaryPlan(
    double[] thresholds, List<Constraint> constraints, List<Formula<BinaryTally>> formulas) {

  /** As in Keras's {@code BinaryAccuracy}. */
  public static final double DECISION_THRESHOLD = 0.5;

  private static final List<Formula<BinaryTally>> OF_SCORES =
      List.of(
          // The Mann–Whitney statistic, ties counting half. Hanley and McNeil, "The meaning and use
          // of the area under a receiver operating characteristic (ROC) curve", Radiology 143.
          new Formula<>(Metric.higher("auc").within(Limits.SHARE), BinaryTally::auc),
          // The sum of precision over the steps of recall, not interpolated: Davis and Goadrich,
          // "The relationship between precision-recall and ROC curves", ICML 2006, on why not.
          new Formula<>(
              Metric.higher("auc_precision_recall").within(Limits.SHARE),
              BinaryTally::averagePrecision),
          new Formula<>(
              Metric.lower("log_loss").within(Limits.NOT_NEGATIVE).asMean(),
              BinaryTally::meanLogLoss),
          // Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
          // Review 78 (1950), for two classes and halved, as is usual now.
          new Formula<>(
              Metric.lower("brier_score").within(Limits.SHARE).asMean(), BinaryTally::brierScore),
          // Mean prediction divided by mean label, as TFMA defines it: 1 is right.
          new Formula<>(
              Metric.neither("calibration").within(Limits.NOT_NEGATIVE), BinaryTally::calibration),
          // Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
          // binning", AAAI 2015, of ten bins of equal width.
          new Formula<>(
              Metric.lower("expected_calibration_error").within(Limits.SHARE),
              BinaryTally::expectedCalibrationError),
          // Tjur, "Coefficients of determination in logistic regression models", The American
          // Statistician 63 (2009).
          new Formula<>(
              Metric.higher("coefficient_of_discrimination").within(Limits.CORRELATION),
              sums -> sums.meanOfPositive() - sums.meanOfNegative()),
          new Formula<>(
              Metric.higher("relative_coefficient_of_discrimination").within(Limits.NOT_NEGATIVE),
              sums -> Formula.ratio(sums.meanOfPositive(), sums.meanOfNegative())),
          new Formula<>(
              Metric.neither("mean_prediction").within(Limits.SHARE), BinaryTally::meanPrediction),
          new Formula<>(Metric.neither("mean_label").within(Limits.SHARE), BinaryTally::meanLabel),
          new Formula<>(Metric.neither("prevalence").within(Limits.SHARE), BinaryTally::meanLabel),
          new Formula<>(Metric.count("example_count"), BinaryTally::count),
          new Formula<>(Metric.count("weighted_example_count"), BinaryTally::weight));

  /** The metrics that need no parameter, with decisions at one half. */
  public static final BinaryPlan USUAL = of(DECISION_THRESHOLD, List.of());

  /**
   * @param decisionThreshold of metrics that have none of their own
   * @param asked metrics with parameters, to be measured too
   * @throws dev.millrace.core.error.UserError if there is no such metric
   */
  public static BinaryPlan of(double decisionThreshold, List<MetricName> asked) {
    List<Double> thresholds = new ArrayList<>(List.of(decisionThreshold));
    List<Constraint> constraints = new ArrayList<>();
    List<Formula<BinaryTally>> formulas = new ArrayList<>(OF_SCORES);
    Confusion.FORMULAS.forEach(
        formula -> formulas.add(atThreshold(formula, 0, formula.metric().name())));
    for (MetricName name : asked) {
      Optional<Constraint.Kind> constrained = Constraint.Kind.find(name.family());
      Optional<Formula<Confusion>> decided = decided(name);
      if (name.hasParameter() && constrained.isPresent()) {
        Constraint constraint = new Constraint(constrained.get(), name.share());
        int place = constraints.size();
        constraints.add(constraint);
        formulas.add(new Formula<>(constraint.metric(name.text()), sums -> sums.best(place)));
      } else if (name.hasParameter() && decided.isPresent()) {
        thresholds.add(name.share());
        formulas.add(atThreshold(decided.get(), thresholds.size() - 1, name.text()));
      } else if (formulas.stream().noneMatch(each -> each.metric().name().equals(name.text()))) {
        throw name.unknown("binary", names());
      }
    }
    return new BinaryPlan(
        thresholds.stream().mapToDouble(Double::doubleValue).toArray(),
        List.copyOf(constraints),
        List.copyOf(formulas));
  }

  private static Optional<Formula<Confusion>> decided(MetricName name) {
    return Confusion.FORMULAS.stream()
        .filter(formula -> formula.metric().name().equals(name.family()))
        .findFirst();
  }

  private static Formula<BinaryTally> atThreshold(
      Formula<Confusion> formula, int threshold, String name) {
    return new Formula<>(
        formula.metric().named(name),
        sums -> formula.value().applyAsDouble(sums.confusion(threshold)));
  }

  private static List<String> names() {
    return Stream.of(
            OF_SCORES.stream().map(formula -> formula.metric().name()),
            Confusion.FORMULAS.stream().map(formula -> formula.metric().name()),
            Constraint.Kind.names().stream())
        .flatMap(names -> names)
        .toList();
  }
}
