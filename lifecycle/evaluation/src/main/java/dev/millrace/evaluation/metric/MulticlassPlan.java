package dev.millrace.evaluation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * What is measured of a classifier with several classes. A metric of one class against the rest is
 * named {@code recall/red}; averages of them over classes are {@code recall_micro} of all decisions
 * together, {@code recall_macro} with each class counting the same, {@code recall_weighted_macro}
 * with each as often as it is.
 */
record MulticlassPlan(int[] ranks, List<Formula<MulticlassTally>> formulas) {

  /** Beyond this many classes, single ones are not told of. */
  static final int MOST_CLASSES_TOLD = 50;

  private static final String TOP_K = "top_k_accuracy";
  private static final List<String> AVERAGED =
      List.of("precision", "recall", "f1", "specificity", "balanced_accuracy");

  static MulticlassPlan of(List<String> classes, List<MetricName> asked) {
    List<Formula<MulticlassTally>> formulas = new ArrayList<>();
    formulas.add(
        new Formula<>(
            Metric.higher("accuracy").within(Limits.SHARE).asMean(), MulticlassTally::accuracy));
    formulas.add(
        new Formula<>(
            Metric.lower("log_loss").within(Limits.NOT_NEGATIVE).asMean(),
            MulticlassTally::meanLogLoss));
    formulas.add(
        new Formula<>(
            Metric.lower("brier_score").within(new Limits(0, classes.size())).asMean(),
            MulticlassTally::brierScore));
    formulas.add(
        new Formula<>(Metric.higher("mcc").within(Limits.CORRELATION), MulticlassTally::matthews));
    formulas.add(
        new Formula<>(
            Metric.higher("auc_macro").within(Limits.SHARE), sums -> sums.macroAuc(false)));
    formulas.add(
        new Formula<>(
            Metric.higher("auc_weighted_macro").within(Limits.SHARE), sums -> sums.macroAuc(true)));
    for (String family : AVERAGED) {
      averages(ofDecisions(family), formulas);
    }
    formulas.add(new Formula<>(Metric.count("example_count"), MulticlassTally::count));
    formulas.add(new Formula<>(Metric.count("weighted_example_count"), MulticlassTally::weight));
    for (int each = 0; each < Math.min(classes.size(), MOST_CLASSES_TOLD); each++) {
      ofClass(classes.get(each), each, formulas);
    }
    return new MulticlassPlan(ranks(classes, asked, formulas), List.copyOf(formulas));
  }

  private static int[] ranks(
      List<String> classes, List<MetricName> asked, List<Formula<MulticlassTally>> formulas) {
    List<Integer> ranks = new ArrayList<>();
    for (MetricName name : asked) {
      if (formulas.stream().anyMatch(each -> each.metric().name().equals(name.text()))) {
        continue;
      }
      if (!name.family().equals(TOP_K) || !name.hasParameter()) {
        List<String> known =
            new ArrayList<>(formulas.stream().map(each -> each.metric().name()).toList());
        known.add(TOP_K + "@" + Math.min(3, classes.size()));
        throw name.unknown("multiclass", known);
      }
      int place = ranks.size();
      ranks.add(name.count());
      formulas.add(
          new Formula<>(
              Metric.higher(name.text()).within(Limits.SHARE).asMean(),
              sums -> sums.within(place)));
    }
    return ranks.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Formula<Confusion> ofDecisions(String family) {
    return Confusion.FORMULAS.stream()
        .filter(formula -> formula.metric().name().equals(family))
        .findFirst()
        .orElseThrow();
  }

  private static void averages(
      Formula<Confusion> decided, List<Formula<MulticlassTally>> formulas) {
    Metric metric = decided.metric();
    formulas.add(
        new Formula<>(
            metric.named(metric.name() + "_micro"),
            sums -> decided.value().applyAsDouble(sums.micro())));
    formulas.add(
        new Formula<>(
            metric.named(metric.name() + "_macro"),
            sums -> sums.macro(each -> decided.value().applyAsDouble(sums.confusion(each)))));
    formulas.add(
        new Formula<>(
            metric.named(metric.name() + "_weighted_macro"),
            sums ->
                sums.weightedMacro(each -> decided.value().applyAsDouble(sums.confusion(each)))));
  }

  private static void ofClass(String name, int place, List<Formula<MulticlassTally>> formulas) {
    for (String family : AVERAGED) {
      Formula<Confusion> decided = ofDecisions(family);
      formulas.add(
          new Formula<>(
              decided.metric().named(family + "/" + name),
              sums -> decided.value().applyAsDouble(sums.confusion(place))));
    }
    formulas.add(
        new Formula<>(Metric.higher("auc/" + name).within(Limits.SHARE), sums -> sums.auc(place)));
    formulas.add(
        new Formula<>(
            Metric.neither("prevalence/" + name).within(Limits.SHARE), s -> s.prevalence(place)));
    formulas.add(
        new Formula<>(
            Metric.neither("calibration/" + name).within(Limits.NOT_NEGATIVE),
            s -> s.calibration(place)));
  }
}
