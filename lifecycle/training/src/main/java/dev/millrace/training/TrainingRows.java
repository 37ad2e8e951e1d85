package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.data.transform.TransformedMatrix;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a split's rows what a trainer takes, and holds them to what it can learn from.
 *
 * @param group the column whose equal values make a group, for ranking
 */
record TrainingRows(Targets targets, RowWeights weights, Optional<String> group) {

  /**
   * @throws UserError if a label, weight or group is none
   */
  LabelledRows of(TransformedMatrix matrix, String split) {
    float[] labels = targets.of(matrix.column(targets.label()), split);
    Optional<float[]> counted =
        weights.of(weights.column().map(matrix::column), targets, labels, split);
    FeatureMatrix features =
        new FeatureMatrix(matrix.rows(), matrix.features().size(), matrix.values());
    LabelledRows rows = new LabelledRows(features, labels, counted, Optional.empty());
    return group.isEmpty()
        ? rows
        : Groups.of(matrix.column(group.get()), group.get(), split).together(rows);
  }

  /**
   * @throws UserError if there is nothing to learn
   */
  void requireDifferent(LabelledRows rows, String split) {
    float[] labels = rows.labels();
    if (labels.length == 0) {
      throw UserError.failure("the split '" + split + "' has no rows to train on")
          .hint("look at the spans and the split of ingest");
    }
    for (float label : labels) {
      if (label != labels[0]) {
        return;
      }
    }
    String all =
        targets.objective() instanceof Objective.Binary
            ? String.valueOf((int) labels[0])
            : targets.classes().isEmpty()
                ? String.valueOf(labels[0])
                : targets.classes().get((int) labels[0]);
    throw UserError.failure(
            "all %d labels '%s' of split '%s' are %s, so there is nothing to learn"
                .formatted(labels.length, targets.label(), split, all))
        .hint("check how the label is made, and that the data hold different ones");
  }

  /**
   * Rows by groups.
   *
   * @param order the rows, those of a group together, the groups in the order of their first rows
   * @param sizes of the groups
   */
  private record Groups(int[] order, int[] sizes) {

    static Groups of(KeptColumn column, String name, String split) {
      if (column.missing() > 0) {
        throw UserError.failure(
                "%,d rows of '%s' have no group '%s'".formatted(column.missing(), split, name))
            .hint("leave such rows out where they are read: ... WHERE " + name + " IS NOT NULL");
      }
      int[] codes = codes(column);
      int groups = 0;
      for (int code : codes) {
        groups = Math.max(groups, code + 1);
      }
      int[] sizes = new int[groups];
      for (int code : codes) {
        sizes[code]++;
      }
      int[] next = new int[groups];
      for (int code = 1; code < groups; code++) {
        next[code] = next[code - 1] + sizes[code - 1];
      }
      int[] order = new int[codes.length];
      for (int row = 0; row < codes.length; row++) {
        order[next[codes[row]]++] = row;
      }
      return new Groups(order, sizes);
    }

    /** Numbers from zero on, in the order in which the groups come. */
    private static int[] codes(KeptColumn column) {
      return switch (column) {
        case KeptColumn.Texts texts -> texts.codes();
        case KeptColumn.Numbers numbers -> {
          Map<Double, Integer> codeOf = new HashMap<>();
          int[] codes = new int[numbers.rows()];
          for (int row = 0; row < codes.length; row++) {
            codes[row] = codeOf.computeIfAbsent(numbers.values()[row], first -> codeOf.size());
          }
          yield codes;
        }
      };
    }

    LabelledRows together(LabelledRows rows) {
      int width = rows.features().features();
      float[] values = new float[rows.features().values().length];
      float[] labels = new float[order.length];
      for (int place = 0; place < order.length; place++) {
        System.arraycopy(
            rows.features().values(), order[place] * width, values, place * width, width);
        labels[place] = rows.labels()[order[place]];
      }
      return new LabelledRows(
          new FeatureMatrix(order.length, width, values),
          labels,
          Optional.empty(),
          Optional.of(sizes));
    }
  }
}
