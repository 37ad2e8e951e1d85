package dev.millrace.evaluation.page;

import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.report.EvaluationReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The few metrics that are looked at first: those that decide, and the usual ones of the task. */
final class KeyMetrics {

  private static final int MOST = 6;

  private static final List<String> USUAL =
      List.of(
          "auc",
          "log_loss",
          "calibration",
          "accuracy",
          "f1_macro",
          "mae",
          "rmse",
          "coefficient_of_determination",
          "ndcg",
          "mean_reciprocal_rank",
          "auc_precision_recall");

  private KeyMetrics() {}

  static List<String> of(EvaluationReport report, Blessing blessing) {
    Set<String> metrics = new LinkedHashSet<>();
    blessing.verdicts().forEach(verdict -> metrics.add(verdict.metric()));
    metrics.addAll(USUAL);
    List<String> known = new ArrayList<>(metrics);
    known.removeIf(metric -> !report.model().metrics().containsKey(metric));
    return known.subList(0, Math.min(MOST, known.size()));
  }
}
