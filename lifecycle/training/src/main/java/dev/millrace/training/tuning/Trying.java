package dev.millrace.training.tuning;

import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.RoundListener;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a trial does with its parameters, and how it is scored.
 *
 * @param fit fits a model that learns from other rows than the scored ones; several threads may ask
 *     at once
 * @param scored rows that the metric is of; the validation rows that the listener hears of
 */
public record Trying(Fit fit, Objective objective, LabelledRows scored, TrialMetric metric) {

  /** Fits a model. */
  @FunctionalInterface
  public interface Fit {
    FittedModel with(Map<String, JsonNode> parameters, RoundListener rounds)
        throws InterruptedException;
  }

  double value(float[] predictions) {
    return metric.value(objective, scored, predictions);
  }

  /** The less, the better. */
  double loss(double value) {
    return metric.higherIsBetter() ? -value : value;
  }
}
