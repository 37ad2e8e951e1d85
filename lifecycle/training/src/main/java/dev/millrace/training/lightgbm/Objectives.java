package dev.millrace.training.lightgbm;

import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objectives in LightGBM's words. */
final class Objectives {

  /** Rows that a group may have at most. */
  static final int LARGEST_GROUP = 10_000;

  /** Grades of a ranking, from 0. */
  private static final int GRADES = 32;

  private Objectives() {}

  static String name(Objective objective) {
    return switch (objective) {
      case Objective.Binary() -> "binary";
      case Objective.Multiclass(int _) -> "multiclass";
      case Objective.Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> "regression";
            case ABSOLUTE -> "regression_l1";
            case QUANTILE -> "quantile";
            case POISSON -> "poisson";
          };
      case Objective.Ranking() -> "lambdarank";
    };
  }

  /** How a saved model names what it was fitted to. */
  static String saved(Objective objective) {
    return switch (objective) {
      case Objective.Binary() -> "binary sigmoid:1";
      case Objective.Multiclass(int classes) -> "multiclass num_class:" + classes;
      case Objective.Regression _, Objective.Ranking _ -> name(objective);
    };
  }

  private static String metric(Objective objective) {
    return switch (objective) {
      case Objective.Binary() -> "binary_logloss";
      case Objective.Multiclass(int _) -> "multi_logloss";
      case Objective.Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> "rmse";
            case ABSOLUTE -> "l1";
            case QUANTILE -> "quantile";
            case POISSON -> "poisson";
          };
      case Objective.Ranking() -> "ndcg";
    };
  }

  static Map<String, Object> parameters(Objective objective) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", name(objective));
    parameters.put("metric", metric(objective));
    switch (objective) {
      case Objective.Multiclass(int classes) -> parameters.put("num_class", classes);
      case Objective.Regression(Loss loss, double quantile) when loss == Loss.QUANTILE ->
          parameters.put("alpha", quantile);
      case Objective.Ranking() -> {
        // Of all rows of a group, as XGBoost does.
        parameters.put("eval_at", LARGEST_GROUP);
        parameters.put("label_gain", gains());
      }
      case Objective.Binary _, Objective.Regression _ -> {}
    }
    return parameters;
  }

  /** 2^grade − 1, which by itself LightGBM knows one grade fewer of. */
  private static String gains() {
    return IntStream.range(0, GRADES)
        .mapToObj(grade -> String.valueOf((1L << grade) - 1))
        .collect(Collectors.joining(","));
  }

  /** Whether leaves are set anew after a tree has grown, which takes no heed of constraints. */
  static boolean renewsLeaves(Objective objective) {
    return objective instanceof Objective.Regression(Loss loss, double _)
        && (loss == Loss.ABSOLUTE || loss == Loss.QUANTILE);
  }
}
