package dev.millrace.training.linear;

import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Setting;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import dev.millrace.training.xgboost.LinearBoosting;
import java.util.EnumSet;
import java.util.Set;

/**
 * Linear, Poisson, logistic and multinomial logistic regression: the weights with the least sum of
 * loss, {@code l1} times their absolute values and {@code l2} / 2 times their squares, of features
 * of variance 1 (H. Zou and T. Hastie, "Regularization and variable selection via the elastic net",
 * 2005).
 */
public final class LinearTrainer implements Trainer {

  /** So near 0 or 1 the logit of a share is still a number in single precision. */
  private static final double LEAST_SHARE = 1e-6;

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.of(Setting.ROUNDS, Setting.L1, Setting.L2);
  }

  @Override
  public boolean learns(Objective objective) {
    return switch (objective) {
      case Objective.Binary _, Objective.Multiclass _ -> true;
      case Objective.Regression(Loss loss, double _) ->
          loss == Loss.SQUARED || loss == Loss.POISSON;
      case Objective.Ranking _ -> false;
    };
  }

  @Override
  public FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException {
    LabelledRows training = order.training();
    Coordinates coordinates = Coordinates.of(training, order.settings().l1() == 0);
    Scale scale = Scale.of(order.objective(), training);
    TrainingOrder scaled =
        new TrainingOrder(
            order.objective(),
            scale.of(training, coordinates),
            order.validation().map(rows -> scale.of(rows, coordinates)),
            order.settings(),
            order.threads());
    LinearBoosting.Weights weights =
        LinearBoosting.fit(
            scaled,
            start(scaled),
            scale.of(order.settings()),
            (completed, metrics) -> rounds.completed(completed, scale.back(metrics)));
    return new LinearModel(
        order.objective(),
        coordinates.means(),
        scale.slopes(coordinates.slopes(weights.slopes(), order.objective().outputs())),
        scale.intercepts(weights.intercepts()));
  }

  /** What is best predicted of all rows alike; all of several classes are taken for as likely. */
  private static float start(TrainingOrder order) {
    double mean = order.training().meanLabel();
    return switch (order.objective()) {
      case Objective.Binary _ -> (float) Math.clamp(mean, LEAST_SHARE, 1 - LEAST_SHARE);
      case Objective.Regression(Loss loss, double _) -> loss == Loss.POISSON ? (float) mean : 0;
      case Objective.Multiclass _, Objective.Ranking _ -> 0;
    };
  }
}
