package dev.millrace.training.xgboost;

import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Adds round after round to a booster. Scoring all rows costs more than half a round, and the AUC,
 * which sorts them, several rounds. So the loss is scored at some rounds, enough to draw its
 * course, and the AUC once, after the last; where it says when to stop, the loss is scored at every
 * round.
 */
final class Boosting {

  private static final int MOST_SCORED_ROUNDS = 20;

  private final Booster booster;
  private final Watches watches;
  private final TrainingOrder order;
  private final RoundListener listener;
  private double best = Double.POSITIVE_INFINITY;
  private int bestRound;

  Boosting(Booster booster, Watches watches, TrainingOrder order, RoundListener listener) {
    this.booster = booster;
    this.watches = watches;
    this.order = order;
    this.listener = listener;
  }

  /** Whether further rounds would change nothing. */
  @FunctionalInterface
  interface Settled {
    boolean after(Booster booster) throws XGBoostError;
  }

  /** Returns how many rounds are kept. */
  int run() throws XGBoostError, InterruptedException {
    return run(_ -> false);
  }

  int run(Settled settled) throws XGBoostError, InterruptedException {
    int rounds = order.settings().rounds();
    int patience = order.settings().earlyStoppingRounds();
    int step = patience > 0 ? 1 : Math.ceilDiv(rounds, MOST_SCORED_ROUNDS);
    for (int completed = 1; completed <= rounds; completed++) {
      booster.update(watches.training(), completed - 1);
      boolean last = completed == rounds || settled.after(booster);
      if (last && patience == 0 && order.objective() instanceof Objective.Binary) {
        booster.setParam("eval_metric", "auc");
      }
      boolean scored = completed == 1 || last || completed % step == 0;
      Map<String, Double> scores = scored ? watches.scores(booster, completed) : Map.of();
      listener.completed(completed, scores);
      if ((patience > 0 && stale(scores, completed) >= patience) || last) {
        break;
      }
    }
    return patience > 0 ? bestRound : rounds;
  }

  /** How many rounds ago the validation rows were predicted best; the first of equals. */
  private int stale(Map<String, Double> scores, int completed) {
    String metric = Objectives.ours(Objectives.metric(order.objective()));
    double value = scores.getOrDefault(Watches.EVAL + "_" + metric, Double.NaN);
    double loss = Objectives.higherIsBetter(order.objective()) ? -value : value;
    if (loss < best || bestRound == 0) {
      best = loss;
      bestRound = completed;
    }
    return completed - bestRound;
  }
}
