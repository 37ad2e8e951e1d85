package dev.millrace.training.trainer;

import java.util.Map;

/**
 * Adds round after round to a model, and scores its loss after each; the AUC, which sorts the rows,
 * once, after the last.
 */
public final class Boosting {

  /** What scores of the rows that a model learns from are called by: {@code train_rmse}. */
  public static final String TRAIN = "train";

  /** What scores of the other rows are called by: {@code eval_rmse}. */
  public static final String EVAL = "eval";

  private final TrainingOrder order;
  private final RoundListener listener;
  private double best = Double.POSITIVE_INFINITY;
  private int bestRound;

  private Boosting(TrainingOrder order, RoundListener listener) {
    this.order = order;
    this.listener = listener;
  }

  /**
   * A model that grows.
   *
   * @param <E> what its library throws
   */
  public interface Ensemble<E extends Exception> {

    /** Rounds that it has already, from an initial model. */
    int earlier() throws E;

    /**
     * Adds a round, whose number counts the earlier ones too. Returns whether it did: there may be
     * nothing left to learn.
     */
    boolean grow(int round) throws E;

    /**
     * Scores of the model as it is, by names such as {@code eval_log_loss}; those that are not
     * defined are left out.
     *
     * @param auc whether the AUC as well as the loss
     */
    Map<String, Double> scores(int round, boolean auc) throws E;

    /** What it predicts of the validation rows, {@code rows × outputs}; none if there are none. */
    float[] validation();
  }

  /**
   * Lets a model grow as ordered. Returns how many rounds are kept, the earlier ones included: all
   * of them, so that no more than those are kept where none of the new ones made it better.
   */
  public static <E extends Exception> int run(
      Ensemble<E> ensemble, TrainingOrder order, RoundListener listener)
      throws E, InterruptedException {
    return new Boosting(order, listener).run(ensemble);
  }

  private <E extends Exception> int run(Ensemble<E> ensemble) throws E, InterruptedException {
    int rounds = order.settings().rounds();
    int patience = order.settings().earlyStoppingRounds();
    int earlier = ensemble.earlier();
    if (patience > 0 && earlier > 0) {
      stale(ensemble.scores(earlier, false), earlier);
    }
    int grown = earlier;
    for (int more = 1; more <= rounds && grown == earlier + more - 1; more++) {
      int completed = earlier + more;
      if (ensemble.grow(completed)) {
        grown = completed;
      }
      boolean last = more == rounds || grown < completed;
      boolean auc = last && patience == 0 && order.objective() instanceof Objective.Binary;
      Map<String, Double> scores = ensemble.scores(completed, auc);
      listener.completed(completed, scores);
      if (patience > 0 && stale(scores, completed) >= patience) {
        break;
      }
      if (!last && !listener.goesOn(completed, ensemble::validation)) {
        return grown;
      }
    }
    // A model that never could learn is what it starts from: a constant.
    return patience > 0 ? bestRound : Math.max(1, grown);
  }

  /** How many rounds ago the validation rows were predicted best; the first of equals. */
  private int stale(Map<String, Double> scores, int completed) {
    Objective objective = order.objective();
    double value = scores.getOrDefault(EVAL + "_" + objective.metric(), Double.NaN);
    double loss = objective.higherIsBetter() ? -value : value;
    if (loss < best || bestRound == 0) {
      best = loss;
      bestRound = completed;
    }
    return completed - bestRound;
  }
}
