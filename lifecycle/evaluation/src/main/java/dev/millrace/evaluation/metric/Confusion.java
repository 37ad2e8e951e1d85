package dev.millrace.evaluation.metric;

import static dev.millrace.evaluation.metric.Formula.ratio;

import java.util.List;

/**
 * Decisions by what was true, in weight. The names and formulas are those of Powers, "Evaluation:
 * from precision, recall and F-measure to ROC, informedness, markedness and correlation", Journal
 * of Machine Learning Technologies 2 (2011), and of Chicco and Jurman, "The advantages of the
 * Matthews correlation coefficient", BMC Genomics 21 (2020).
 */
record Confusion(
    double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {

  /** Each metric of decisions. */
  static final List<Formula<Confusion>> FORMULAS =
      List.of(
          new Formula<>(
              Metric.higher("accuracy").within(Limits.SHARE).asMean(), Confusion::accuracy),
          new Formula<>(Metric.higher("precision").within(Limits.SHARE), Confusion::precision),
          new Formula<>(Metric.higher("recall").within(Limits.SHARE), Confusion::recall),
          new Formula<>(Metric.higher("specificity").within(Limits.SHARE), Confusion::specificity),
          new Formula<>(Metric.lower("fall_out").within(Limits.SHARE), Confusion::fallOut),
          new Formula<>(Metric.lower("miss_rate").within(Limits.SHARE), Confusion::missRate),
          new Formula<>(
              Metric.higher("negative_predictive_value").within(Limits.SHARE),
              Confusion::negativePredictiveValue),
          new Formula<>(
              Metric.lower("false_discovery_rate").within(Limits.SHARE), c -> 1 - c.precision()),
          new Formula<>(
              Metric.lower("false_omission_rate").within(Limits.SHARE),
              c -> 1 - c.negativePredictiveValue()),
          new Formula<>(Metric.higher("f1").within(Limits.SHARE), Confusion::f1),
          new Formula<>(Metric.higher("mcc").within(Limits.CORRELATION), Confusion::matthews),
          new Formula<>(
              Metric.higher("balanced_accuracy").within(Limits.SHARE),
              c -> (c.recall() + c.specificity()) / 2),
          new Formula<>(
              Metric.higher("fowlkes_mallows").within(Limits.SHARE),
              c -> Math.sqrt(c.precision() * c.recall())),
          new Formula<>(
              Metric.higher("informedness").within(Limits.CORRELATION),
              c -> c.recall() + c.specificity() - 1),
          new Formula<>(
              Metric.higher("markedness").within(Limits.CORRELATION),
              c -> c.precision() + c.negativePredictiveValue() - 1),
          new Formula<>(
              Metric.higher("threat_score").within(Limits.SHARE),
              c -> ratio(c.truePositives, c.positives() + c.falsePositives)),
          new Formula<>(
              Metric.higher("positive_likelihood_ratio").within(Limits.NOT_NEGATIVE),
              c -> ratio(c.recall(), c.fallOut())),
          new Formula<>(
              Metric.lower("negative_likelihood_ratio").within(Limits.NOT_NEGATIVE),
              c -> ratio(c.missRate(), c.specificity())),
          new Formula<>(
              Metric.higher("diagnostic_odds_ratio").within(Limits.NOT_NEGATIVE),
              c -> ratio(c.truePositives * c.trueNegatives, c.falsePositives * c.falseNegatives)),
          new Formula<>(
              Metric.lower("prevalence_threshold").within(Limits.SHARE),
              c -> {
                double root = Math.sqrt(c.fallOut());
                return ratio(root, Math.sqrt(c.recall()) + root);
              }),
          new Formula<>(
              Metric.neither("predicted_positive_rate").within(Limits.SHARE),
              c -> ratio(c.truePositives + c.falsePositives, c.total())),
          new Formula<>(
              Metric.neither("true_positives").within(Limits.NOT_NEGATIVE),
              Confusion::truePositives),
          new Formula<>(
              Metric.neither("false_positives").within(Limits.NOT_NEGATIVE),
              Confusion::falsePositives),
          new Formula<>(
              Metric.neither("true_negatives").within(Limits.NOT_NEGATIVE),
              Confusion::trueNegatives),
          new Formula<>(
              Metric.neither("false_negatives").within(Limits.NOT_NEGATIVE),
              Confusion::falseNegatives));

  double total() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  double positives() {
    return truePositives + falseNegatives;
  }

  double accuracy() {
    return ratio(truePositives + trueNegatives, total());
  }

  double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  double recall() {
    return ratio(truePositives, positives());
  }

  double specificity() {
    return ratio(trueNegatives, trueNegatives + falsePositives);
  }

  double fallOut() {
    return ratio(falsePositives, trueNegatives + falsePositives);
  }

  double missRate() {
    return ratio(falseNegatives, positives());
  }

  double negativePredictiveValue() {
    return ratio(trueNegatives, trueNegatives + falseNegatives);
  }

  double f1() {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  private double matthews() {
    double product =
        (truePositives + falsePositives)
            * (truePositives + falseNegatives)
            * (trueNegatives + falsePositives)
            * (trueNegatives + falseNegatives);
    return ratio(
        truePositives * trueNegatives - falsePositives * falseNegatives, Math.sqrt(product));
  }

  Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        trueNegatives + other.trueNegatives,
        falseNegatives + other.falseNegatives);
  }
}
