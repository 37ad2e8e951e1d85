package dev.millrace.training.trainer;

import dev.millrace.core.error.UserError;
import java.util.List;

/**
 * How trees are boosted, by the names the field uses.
 *
 * @param rounds trees, one after the other, beside those of an initial model; of several classes a
 *     tree each
 * @param depth most decisions from a tree's root to a leaf
 * @param learningRate share of each tree's weights that is kept
 * @param minChildWeight least sum of the loss's second derivatives in a leaf
 * @param subsample share of the rows that each tree sees
 * @param columnSample share of the features that each tree sees
 * @param l1 penalty on the absolute weights of leaves
 * @param l2 penalty on the squared weights of leaves
 * @param leaves most leaves of a tree, of which the most useful are grown first; 0 is as many as
 *     the depth allows
 * @param earlyStoppingRounds ends when the validation rows' loss has not fallen for so many rounds,
 *     and keeps the trees up to its least; 0 never does
 * @param monotone of each feature 1 if predictions may not fall where it rises, −1 if they may not
 *     rise, 0 if they may do both; empty is 0 for all
 * @param categorical the numbers of features whose values are codes of categories: whole, from 0
 *     on, less than {@link #MOST_CATEGORIES}; a tree asks which of them a row has, not how large
 * @param seed of all that is drawn
 */
public record BoostingSettings(
    int rounds,
    int depth,
    double learningRate,
    double minChildWeight,
    double subsample,
    double columnSample,
    double l1,
    double l2,
    int leaves,
    int earlyStoppingRounds,
    List<Integer> monotone,
    List<Integer> categorical,
    long seed) {

  /** More categories than a model could learn about from the rows of each. */
  public static final int MOST_CATEGORIES = 10_000;

  /** The defaults of pipelines. */
  public static final BoostingSettings DEFAULT = ofRounds(200);

  /**
   * @throws UserError if trees are to have one leaf
   */
  public BoostingSettings {
    if (leaves == 1) {
      throw UserError.usage("leaves: a tree of one leaf decides nothing")
          .hint("give 2 or more, or 0 for as many as the depth allows");
    }
    monotone = List.copyOf(monotone);
    categorical = List.copyOf(categorical);
  }

  /** The defaults of pipelines but for the rounds. */
  public static BoostingSettings ofRounds(int rounds) {
    return new BoostingSettings(rounds, 6, 0.1, 1, 1, 1, 0, 1, 0, 0, List.of(), List.of(), 0);
  }
}
