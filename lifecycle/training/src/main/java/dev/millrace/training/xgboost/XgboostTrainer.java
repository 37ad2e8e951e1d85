package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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
  public void load() {
    NativeLibrary.load();
  }

  @Override
  public FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException {
    order.requireValidation();
    try (Watches watches = Watches.open(order)) {
      Booster booster = start(order, watches);
      try {
        int earlier = order.initial().isPresent() ? booster.getNumBoostedRound() : 0;
        int kept = Boosting.run(new Growth(booster, watches, earlier), order, rounds);
        return new XgboostModel(booster, order, kept);
      } catch (XGBoostError | InterruptedException | RuntimeException e) {
        booster.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  private static Booster start(TrainingOrder order, Watches watches) throws XGBoostError {
    if (order.initial().isEmpty()) {
      return XGBoost.train(watches.training(), parameters(order), 0, new HashMap<>(), null, null);
    }
    Booster booster = SavedModel.open(order.initial().get(), order);
    try {
      booster.setParams(parameters(order));
      return booster;
    } catch (XGBoostError e) {
      booster.dispose();
      throw e;
    }
  }

  private static Map<String, Object> parameters(TrainingOrder order) {
    BoostingSettings settings = order.settings();
    Map<String, Object> parameters = new LinkedHashMap<>(Objectives.parameters(order.objective()));
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", settings.depth());
    if (settings.leaves() > 0) {
      parameters.put("grow_policy", "lossguide");
      parameters.put("max_leaves", settings.leaves());
    }
    parameters.put("eta", settings.learningRate());
    parameters.put("min_child_weight", settings.minChildWeight());
    parameters.put("subsample", settings.subsample());
    parameters.put("colsample_bytree", settings.columnSample());
    parameters.put("alpha", settings.l1());
    parameters.put("lambda", settings.l2());
    if (!settings.monotone().isEmpty()) {
      parameters.put(
          "monotone_constraints",
          settings.monotone().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", "(", ")")));
    }
    parameters.put("seed", settings.seed());
    parameters.put("nthread", order.threads());
    // Its warnings go to the process's own output, past the task's log.
    parameters.put("verbosity", 0);
    return parameters;
  }
}
