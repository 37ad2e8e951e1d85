package dev.millrace.training;

import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.RoundListener;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.trainer.TrainingOrder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a train step would do with other parameters: the same rows, read once, and models fitted to
 * them without a bundle. Several threads may fit at once.
 *
 * @param inputs of the step that all models share
 * @param features their names
 * @param training rows to learn from
 * @param scored rows to tell the models apart by
 */
public record Rehearsal(
    Train.Inputs inputs,
    Objective objective,
    List<String> features,
    LabelledRows training,
    LabelledRows scored) {

  /** Of the training rows, if no split is named for it: one row, or one group, in five. */
  private static final int HELD_OUT = 5;

  /**
   * Reads the rows.
   *
   * @param split to tell models apart by; if not given, a fifth of the training rows, by lot, which
   *     models then do not learn from
   * @throws UserError if there are no such rows, or the label is none of the task's
   */
  public static Rehearsal of(Train.Inputs inputs, Optional<String> split, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    if (split.isPresent()) {
      requireOther(inputs, split.get());
    }
    Preparation preparation = Preparation.of(inputs);
    TransformedMatrix matrix = matrix(inputs, Splits.TRAIN, task);
    TrainingRows rows = preparation.rows(matrix);
    LabelledRows training = rows.of(matrix, Splits.TRAIN);
    rows.requireDifferent(training, Splits.TRAIN);
    LabelledRows scored;
    if (split.isPresent()) {
      scored = rows.of(matrix(inputs, split.get(), task), split.get());
    } else {
      HeldOut parts = HeldOut.of(training, HELD_OUT, inputs.seed().get());
      training = parts.rest();
      scored = parts.held();
      rows.requireDifferent(training, Splits.TRAIN);
    }
    return new Rehearsal(inputs, rows.targets().objective(), matrix.features(), training, scored);
  }

  private static void requireOther(Train.Inputs inputs, String split) {
    Map<String, Long> rows = Splits.rows(inputs.transformed());
    if (split.equals(Splits.TRAIN)) {
      throw UserError.usage("split: models are told apart by rows that they have not learnt from")
          .hint("name another split, or leave split out: a fifth of train is then kept for it");
    }
    if (rows.getOrDefault(split, 0L) == 0) {
      throw UserError.usage("split: there is no split '" + split + "' with rows")
          .hint("there are " + String.join(", ", rows.keySet()) + "; or leave split out");
    }
  }

  private static TransformedMatrix matrix(Train.Inputs inputs, String split, TaskContext task)
      throws SQLException, IOException, InterruptedException {
    return TransformedMatrix.read(inputs.transformed(), split, inputs.kept(), task.threads());
  }

  /**
   * Fits a model on one thread.
   *
   * @param parameters that it has in the place of the step's
   * @throws UserError if they do not fit, or the trainer cannot run
   */
  public FittedModel fit(Map<String, JsonNode> parameters, RoundListener rounds)
      throws InterruptedException {
    Train.Inputs changed = Tunable.replaced(inputs, parameters, "the trial's parameters");
    TrainingOrder order =
        new TrainingOrder(objective, training, Optional.of(scored), changed.settings(features), 1);
    Trainer trainer = Trainers.of(changed, features);
    Trainers.requireLearns(trainer, objective);
    return trainer.fit(order, rounds);
  }

  /** Of all rows, with their labels and weights. */
  public Digest digest() {
    return RowsDigest.of(List.of(training, scored));
  }
}
