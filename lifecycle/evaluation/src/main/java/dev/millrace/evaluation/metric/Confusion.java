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
          new Formula<>(Metric.higher("accuracy").asMean(), Confusion::accuracy),
          new Formula<>(Metric.higher("precision"), Confusion::precision),
          new Formula<>(Metric.higher("recall"), Confusion::recall),
          new Formula<>(Metric.higher("specificity"), Confusion::specificity),
          new Formula<>(Metric.lower("fall_out"), Confusion::fallOut),
          new Formula<>(Metric.lower("miss_rate"), Confusion::missRate),
          new Formula<>(
              Metric.higher("negative_predictive_value"), Confusion::negativePredictiveValue),
          new Formula<>(Metric.lower("false_discovery_rate"), c -> 1 - c.precision()),
          new Formula<>(Metric.lower("false_omission_rate"), c -> 1 - c.negativePredictiveValue()),
          new Formula<>(Metric.higher("f1"), Confusion::f1),
          new Formula<>(Metric.higher("mcc"), Confusion::matthews),
          new Formula<>(
              Metric.higher("balanced_accuracy"), c -> (c.recall() + c.specificity()) / 2),
          new Formula<>(
              Metric.higher("fowlkes_mallows"), c -> Math.sqrt(c.precision() * c.recall())),
          new Formula<>(Metric.higher("informedness"), c -> c.recall() + c.specificity() - 1),
          new Formula<>(
              Metric.higher("markedness"), c -> c.precision() + c.negativePredictiveValue() - 1),
          new Formula<>(
              Metric.higher("threat_score"),
              c -> ratio(c.truePositives, c.positives() + c.falsePositives)),
          new Formula<>(
              Metric.higher("positive_likelihood_ratio"), c -> ratio(c.recall(), c.fallOut())),
          new Formula<>(
              Metric.lower("negative_likelihood_ratio"), c -> ratio(c.missRate(), c.specificity())),
          new Formula<>(
              Metric.higher("diagnostic_odds_ratio"),
              c -> ratio(c.truePositives * c.trueNegatives, c.falsePositives * c.falseNegatives)),
          new Formula<>(
              Metric.lower("prevalence_threshold"),
              c -> {
                double root = Math.sqrt(c.fallOut());
                return ratio(root, Math.sqrt(c.recall()) + root);
              }),
          new Formula<>(
              Metric.neither("predicted_positive_rate"),
              c -> ratio(c.truePositives + c.falsePositives, c.total())),
          new Formula<>(Metric.neither("true_positives"), Confusion::truePositives),
          new Formula<>(Metric.neither("false_positives"), Confusion::falsePositives),
          new Formula<>(Metric.neither("true_negatives"), Confusion::trueNegatives),
          new Formula<>(Metric.neither("false_negatives"), Confusion::falseNegatives));

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
