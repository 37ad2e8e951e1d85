package dev.millrace.training.xgboost;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.Boosting;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The weights of a linear model by XGBoost's cyclic coordinate descent. In each round every weight
 * takes, one after the other, a Newton step towards the least of loss and penalties. One thread
 * does it: with several, sums would depend on their number.
 */
public final class LinearBoosting {

  /** Where no weight has changed by more in a round, further rounds are spared. */
  private static final double TOLERANCE = 1e-7;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private LinearBoosting() {}

  /**
   * A model's weights.
   *
   * @param slopes of each feature, one for each output
   * @param intercepts one for each output
   */
  public record Weights(double[] slopes, double[] intercepts) {}

  /**
   * What is added to the sum of all rows' losses.
   *
   * @param l1 times the sum of the slopes' absolute values
   * @param l2 times half the sum of their squares
   */
  public record Penalties(double l1, double l2) {}

  /**
   * Fits a model.
   *
   * @param order features without missing values, all of about one scale
   * @param start what is predicted of each row before the first round
   * @throws UserError if the weights grow beyond all bounds
   */
  public static Weights fit(
      TrainingOrder order, float start, Penalties penalties, RoundListener rounds)
      throws InterruptedException {
    try (Watches watches = Watches.open(order)) {
      Booster booster =
          XGBoost.train(
              watches.training(),
              parameters(order, start, penalties),
              0,
              new HashMap<>(),
              null,
              null);
      try {
        Boosting.run(new Weighing(new Growth(booster, watches, 0)), order, rounds);
        return weights(saved(booster), order, start);
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> parameters(
      TrainingOrder order, float start, Penalties penalties) {
    Map<String, Object> parameters = new LinkedHashMap<>(Objectives.parameters(order.objective()));
    parameters.put("booster", "gblinear");
    parameters.put("updater", "coord_descent");
    parameters.put("feature_selector", "cyclic");
    parameters.put("eta", step(order.objective()));
    // XGBoost multiplies them by the weight of all rows.
    parameters.put("alpha", penalties.l1() / order.training().weight());
    parameters.put("lambda", penalties.l2() / order.training().weight());
    parameters.put("base_score", start);
    parameters.put("nthread", 1);
    // Its warnings go to the process's own output, past the task's log.
    parameters.put("verbosity", 0);
    return parameters;
  }

  /**
   * The share of a Newton step that is taken: whole where the second derivative cannot be
   * underestimated, else half.
   */
  private static double step(Objective objective) {
    return switch (objective) {
      case Objective.Multiclass _ -> 1;
      case Objective.Regression(Loss loss, double _) -> loss == Loss.SQUARED ? 1 : 0.5;
      case Objective.Binary _, Objective.Ranking _ -> 0.5;
    };
  }

  /** Grows until no weight moves any more. */
  private static final class Weighing implements Boosting.Ensemble<XGBoostError> {

    private final Growth growth;
    private double[] before = new double[0];
    private boolean settled;

    Weighing(Growth growth) {
      this.growth = growth;
    }

    @Override
    public int earlier() {
      return growth.earlier();
    }

    @Override
    public boolean grow(int round) throws XGBoostError {
      if (settled) {
        return false;
      }
      growth.grow(round);
      double[] now = saved(growth.booster());
      settled = before.length > 0;
      for (int at = 0; at < before.length; at++) {
        settled &= Math.abs(now[at] - before[at]) <= TOLERANCE;
      }
      before = now;
      return true;
    }

    @Override
    public Map<String, Double> scores(int round, boolean auc) throws XGBoostError {
      return growth.scores(round, auc);
    }

    @Override
    public float[] validation() {
      return growth.validation();
    }
  }

  /** They are saved feature by feature, one for each output, and at last the intercepts. */
  private static double[] saved(Booster booster) throws XGBoostError {
    JsonNode model = MAPPER.readTree(booster.toByteArray("json"));
    return model
        .path("learner")
        .path("gradient_booster")
        .path("model")
        .path("weights")
        .valueStream()
        .mapToDouble(weight -> weight.asDouble(Double.NaN))
        .toArray();
  }

  private static Weights weights(double[] saved, TrainingOrder order, float start) {
    int outputs = order.objective().outputs();
    double[] slopes = new double[order.training().features().features() * outputs];
    double[] intercepts = new double[outputs];
    for (int at = 0; at < slopes.length + outputs; at++) {
      double weight = saved[at];
      if (!Double.isFinite(weight)) {
        throw UserError.failure("the weights of the linear model grow beyond all bounds")
            .hint("raise l2, or look for extreme values in features and label");
      }
      if (at < slopes.length) {
        slopes[at] = weight;
      } else {
        intercepts[at - slopes.length] = Objectives.margin(order.objective(), start) + weight;
      }
    }
    return new Weights(slopes, intercepts);
  }
}
