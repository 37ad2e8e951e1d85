package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.model.bundle.Task;
import dev.millrace.training.trainer.Objective;
import java.util.List;
import java.util.Optional;

/**
 * What a train step has to know of its rows before it reads them, held to what there is.
 *
 * @param label the column's name
 * @param group of ranking, the column whose equal values make a group
 */
record Preparation(Train.Inputs inputs, String label, RowWeights weights, Optional<String> group) {

  /**
   * @throws UserError if the parameters do not go together, or name a column that is not kept
   */
  static Preparation of(Train.Inputs inputs) {
    String label = label(inputs);
    requireKept(inputs);
    Task task = inputs.task().get();
    RowWeights weights =
        new RowWeights(inputs.weight().get(), inputs.classWeights().get(), inputs.balanced().get());
    Optional<String> group = inputs.group().get();
    if (task == Task.RANKING && group.isEmpty()) {
      throw UserError.usage("a ranking has groups within which rows are ordered; none is given")
          .hint("name their column: group: query, and keep it in transform: keep: [query]");
    }
    if (task != Task.RANKING && group.isPresent()) {
      throw UserError.usage("group is for task: ranking; the task is " + task.text())
          .hint("leave group out");
    }
    if (task == Task.RANKING && weights.any()) {
      throw UserError.usage("rows of a ranking all count the same")
          .hint("leave weight, class_weights and balanced out");
    }
    return new Preparation(inputs, label, weights, group);
  }

  private static String label(Train.Inputs inputs) {
    String kept = TransformedMatrix.label(inputs.transformed());
    String wanted = inputs.label().get().orElse(kept);
    if (!wanted.equals(kept)) {
      throw UserError.usage(
              "the label is '" + wanted + "', but the features were made beside '" + kept + "'")
          .hint("give the train and the transform step the same label");
    }
    return wanted;
  }

  private static void requireKept(Train.Inputs inputs) {
    List<String> there = TransformedMatrix.kept(inputs.transformed());
    for (String column : inputs.kept()) {
      if (!there.contains(column)) {
        throw UserError.usage("column '" + column + "' was not kept beside the features")
            .hint("say keep: [" + column + "] in the transform step");
      }
    }
  }

  /**
   * @param training the split to learn from, which says what classes there are
   */
  TrainingRows rows(TransformedMatrix training) {
    List<String> classes =
        inputs.task().get() == Task.MULTICLASS && training.rows() > 0
            ? Targets.classes(training.column(label), label)
            : List.of();
    Objective objective =
        switch (inputs.task().get()) {
          case BINARY -> new Objective.Binary();
          case MULTICLASS -> new Objective.Multiclass(classes.size());
          case REGRESSION ->
              new Objective.Regression(inputs.objective().get(), inputs.quantile().get());
          case RANKING -> new Objective.Ranking();
        };
    return new TrainingRows(new Targets(objective, label, classes), weights, group);
  }
}
