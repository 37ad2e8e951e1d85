package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objectives in XGBoost's words, and its predictions as sums of trees. */
final class Objectives {

  /** XGBoost's names of metrics, and ours. */
  private static final Map<String, String> METRICS =
      Map.of(
          "logloss", "log_loss",
          "mlogloss", "log_loss",
          "auc", "auc",
          "rmse", "rmse",
          "mae", "mae",
          "quantile", "quantile_loss",
          "poisson-nloglik", "poisson_loss",
          "ndcg", "ndcg");

  private Objectives() {}

  static String name(Objective objective) {
    return switch (objective) {
      case Objective.Binary() -> "binary:logistic";
      case Objective.Multiclass(int _) -> "multi:softprob";
      case Objective.Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> "reg:squarederror";
            case ABSOLUTE -> "reg:absoluteerror";
            case QUANTILE -> "reg:quantileerror";
            case POISSON -> "count:poisson";
          };
      case Objective.Ranking() -> "rank:ndcg";
    };
  }

  /** The metric that is scored round by round: the loss itself, but for ranking. */
  static String metric(Objective objective) {
    return switch (objective) {
      case Objective.Binary() -> "logloss";
      case Objective.Multiclass(int _) -> "mlogloss";
      case Objective.Regression(Loss loss, double _) ->
          switch (loss) {
            case SQUARED -> "rmse";
            case ABSOLUTE -> "mae";
            case QUANTILE -> "quantile";
            case POISSON -> "poisson-nloglik";
          };
      case Objective.Ranking() -> "ndcg";
    };
  }

  /** Our name of one of XGBoost's metrics. */
  static String ours(String metric) {
    return METRICS.getOrDefault(metric, metric);
  }

  static Map<String, Object> parameters(Objective objective) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", name(objective));
    parameters.put("eval_metric", metric(objective));
    if (objective instanceof Objective.Multiclass(int classes)) {
      parameters.put("num_class", classes);
    }
    if (objective instanceof Objective.Regression(Loss loss, double quantile)
        && loss == Loss.QUANTILE) {
      parameters.put("quantile_alpha", quantile);
    }
    return parameters;
  }

  /** The sum of trees that predicts this, in single precision as XGBoost computes it. */
  static float margin(Objective objective, float prediction) {
    return switch (objective) {
      case Objective.Binary() -> {
        if (!(prediction > 0 && prediction < 1)) {
          throw new IllegalArgumentException("base_score is not a probability: " + prediction);
        }
        yield (float) -StrictMath.log(1 / prediction - 1);
      }
      case Objective.Regression(Loss loss, double _) when loss == Loss.POISSON ->
          (float) StrictMath.log(prediction);
      case Objective.Multiclass _, Objective.Regression _, Objective.Ranking _ -> prediction;
    };
  }
}
