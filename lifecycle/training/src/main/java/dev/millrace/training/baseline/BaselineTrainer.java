package dev.millrace.training.baseline;

import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Objective.Loss;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Setting;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Predicts the same of every row: what has the least loss on the training rows, their weights
 * taken. That is the share of each class, the mean, the median or a quantile of the labels; in a
 * ranking no row comes before another.
 *
 * <p>With a feature that holds the label's last known value, such as yesterday's, it predicts that
 * this has not changed, and the same as without only where it is missing.
 */
public final class BaselineTrainer implements Trainer {

  private final OptionalInt lastValue;

  public BaselineTrainer() {
    this(OptionalInt.empty());
  }

  /**
   * @param lastValue the number of the feature that holds the label's last known value, if one does
   */
  public BaselineTrainer(OptionalInt lastValue) {
    this.lastValue = lastValue;
  }

  @Override
  public String name() {
    return "baseline";
  }

  @Override
  public Set<Setting> settings() {
    return Set.of();
  }

  @Override
  public FittedModel fit(TrainingOrder order, RoundListener rounds) throws InterruptedException {
    float[] prediction = prediction(order.objective(), order.training());
    rounds.completed(order.settings().rounds(), Map.of());
    return lastValue.isPresent()
        ? LastValueModel.of(order.objective(), order.training(), lastValue.getAsInt(), prediction)
        : new ConstantModel(prediction, order.training().features().features());
  }

  private static float[] prediction(Objective objective, LabelledRows rows) {
    return switch (objective) {
      case Objective.Binary() -> new float[] {(float) rows.meanLabel()};
      case Objective.Multiclass(int classes) -> shares(rows, classes);
      case Objective.Regression(Loss loss, double quantile) ->
          new float[] {
            switch (loss) {
              case SQUARED, POISSON -> (float) rows.meanLabel();
              case ABSOLUTE -> quantile(rows, 0.5);
              case QUANTILE -> quantile(rows, quantile);
            }
          };
      case Objective.Ranking() -> new float[1];
    };
  }

  private static float[] shares(LabelledRows rows, int classes) {
    double[] sums = new double[classes];
    for (int row = 0; row < rows.labels().length; row++) {
      sums[(int) rows.labels()[row]] += rows.weight(row);
    }
    double all = Arrays.stream(sums).sum();
    float[] shares = new float[classes];
    for (int number = 0; number < classes; number++) {
      shares[number] = (float) (sums[number] / all);
    }
    return shares;
  }

  /** The least label that at least this share of the weight does not exceed. */
  private static float quantile(LabelledRows rows, double quantile) {
    float[] labels = rows.labels();
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> labels[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double wanted = quantile * IntStream.of(order).mapToDouble(row -> rows.weight(row)).sum();
    double below = 0;
    int place = 0;
    while (place < order.length - 1 && below + rows.weight(order[place]) < wanted) {
      below += rows.weight(order[place]);
      place++;
    }
    return labels[order[place]];
  }
}
