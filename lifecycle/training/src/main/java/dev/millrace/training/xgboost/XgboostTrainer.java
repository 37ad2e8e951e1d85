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

  private static final int MOST_SCORED_ROUNDS = 20;

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
   * Scoring all rows costs more than half a round, and the AUC, which sorts them, several rounds.
   * So log loss is scored at some rounds, enough to draw its course, and the AUC once, after the
   * last.
   */
  private static void boost(Booster booster, Watches watches, int rounds, RoundListener listener)
      throws XGBoostError, InterruptedException {
    int step = Math.ceilDiv(rounds, MOST_SCORED_ROUNDS);
    for (int completed = 1; completed <= rounds; completed++) {
      booster.update(watches.training(), completed - 1);
      boolean last = completed == rounds;
      if (last) {
        booster.setParam("eval_metric", "auc");
      }
      boolean scored = completed == 1 || last || completed % step == 0;
      listener.completed(completed, scored ? watches.scores(booster, completed) : Map.of());
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
