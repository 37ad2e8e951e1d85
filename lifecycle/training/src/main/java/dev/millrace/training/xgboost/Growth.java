package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Boosting;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A booster that grows, and is scored on the rows that it watches.
 *
 * @param earlier rounds that it has already, from an initial model
 */
record Growth(Booster booster, Watches watches, int earlier)
    implements Boosting.Ensemble<XGBoostError> {

  @Override
  public boolean grow(int round) throws XGBoostError {
    booster.update(watches.training(), round - 1);
    return true;
  }

  @Override
  public Map<String, Double> scores(int round, boolean auc) throws XGBoostError {
    if (auc) {
      booster.setParam("eval_metric", "auc");
    }
    return watches.scores(booster, round);
  }

  @Override
  public float[] validation() {
    return watches.validationPredictions(booster);
  }
}
