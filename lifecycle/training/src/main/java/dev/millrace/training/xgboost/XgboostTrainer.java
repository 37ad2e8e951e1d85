package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Trainer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosted trees by XGBoost's histogram method. Chen and Guestrin, "XGBoost: A Scalable
 * Tree Boosting System", KDD 2016.
 */
public final class XgboostTrainer implements Trainer {

  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public FittedModel fit(
      LabelledRows training,
      Optional<LabelledRows> validation,
      BoostingSettings settings,
      int threads,
      RoundListener rounds)
      throws InterruptedException {
    try (Watches watches = Watches.open(training, validation)) {
      Booster booster =
          XGBoost.train(
              watches.training(), parameters(settings, threads), 0, new HashMap<>(), null, null);
      try {
        boost(booster, watches, settings.rounds(), rounds);
        return new XgboostModel(booster, training.features().features());
      } catch (XGBoostError | InterruptedException | RuntimeException e) {
        booster.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  /**
   * Scores log loss after each round. The AUC, which sorts all rows, costs as much as several
   * rounds and is scored once, after the last.
   */
  private static void boost(Booster booster, Watches watches, int rounds, RoundListener listener)
      throws XGBoostError, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      booster.update(watches.training(), round);
      if (round == rounds - 1) {
        booster.setParam("eval_metric", "auc");
      }
      listener.completed(round + 1, watches.scores(booster, round));
    }
  }

  private static Map<String, Object> parameters(BoostingSettings settings, int threads) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("tree_method", "hist");
    parameters.put("eval_metric", "logloss");
    parameters.put("max_depth", settings.depth());
    parameters.put("eta", settings.learningRate());
    parameters.put("min_child_weight", settings.minChildWeight());
    parameters.put("subsample", settings.subsample());
    parameters.put("colsample_bytree", settings.columnSample());
    parameters.put("lambda", settings.l2());
    parameters.put("seed", settings.seed());
    parameters.put("nthread", threads);
    // Its warnings go to the process's own output, past the task's log.
    parameters.put("verbosity", 0);
    return parameters;
  }
}
