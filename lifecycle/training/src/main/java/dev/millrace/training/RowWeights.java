package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much each row counts: by a column, by its class, or by both, multiplied.
 *
 * @param column that says so
 * @param byClass by the class's name; a class that is not in it counts as one
 * @param balanced if the classes all count the same together
 */
record RowWeights(Optional<String> column, Map<String, Double> byClass, boolean balanced) {

  private static final List<String> OF_BINARY = List.of("false", "true");

  /**
   * @throws UserError if a weight is for no class, or is none
   */
  RowWeights {
    byClass = Map.copyOf(byClass);
    byClass.forEach(
        (name, weight) -> {
          if (!(weight > 0 && Double.isFinite(weight))) {
            throw UserError.usage(
                "class_weights: '" + name + "' has " + weight + "; expected a number above 0");
          }
        });
  }

  boolean any() {
    return column.isPresent() || !byClass.isEmpty() || balanced;
  }

  /**
   * The weights of a split's rows; empty if all count the same.
   *
   * @param kept the column that was named
   * @throws UserError if a row has no weight, or one that is none
   */
  Optional<float[]> of(Optional<KeptColumn> kept, Targets targets, float[] labels, String split) {
    if (!any()) {
      return Optional.empty();
    }
    float[] weights = kept.map(found -> given(found, split)).orElseGet(() -> ones(labels.length));
    double[] ofClass = ofClasses(targets, labels);
    if (ofClass.length > 0) {
      for (int row = 0; row < weights.length; row++) {
        weights[row] *= (float) ofClass[(int) labels[row]];
      }
    }
    return Optional.of(weights);
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  private float[] given(KeptColumn kept, String split) {
    String name = column.orElseThrow();
    if (!(kept instanceof KeptColumn.Numbers numbers) || numbers.type() == DataType.TIMESTAMP) {
      throw UserError.usage("the weight '" + name + "' is no number")
          .hint("name a column of numbers, or make it one in the select of ingest");
    }
    float[] weights = new float[numbers.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (float) numbers.values()[row];
      if (!(weights[row] > 0 && Float.isFinite(weights[row]))) {
        throw UserError.failure(
                "the weight '%s' of row %d of '%s' is %s; expected a number above 0"
                    .formatted(name, row, split, numbers.values()[row]))
            .hint("leave rows that do not count out in the select of ingest");
      }
    }
    return weights;
  }

  /** By the number of the class; empty if classes do not matter. */
  private double[] ofClasses(Targets targets, float[] labels) {
    if (byClass.isEmpty() && !balanced) {
      return new double[0];
    }
    List<String> classes =
        switch (targets.objective().task()) {
          case BINARY -> OF_BINARY;
          case MULTICLASS -> targets.classes();
          case REGRESSION, RANKING ->
              throw UserError.usage(
                      "there are no classes to weigh in a "
                          + targets.objective().task().text()
                          + " task")
                  .hint("leave class_weights and balanced out, or name a column as weight");
        };
    for (String name : byClass.keySet()) {
      if (!classes.contains(name)) {
        throw UserError.usage("class_weights: there is no class '" + name + "'")
            .hint("the classes are " + String.join(", ", classes));
      }
    }
    double[] weights = new double[classes.size()];
    long[] rows = new long[weights.length];
    for (float label : labels) {
      rows[(int) label]++;
    }
    for (int number = 0; number < weights.length; number++) {
      double even = (double) labels.length / weights.length / Math.max(1, rows[number]);
      weights[number] = byClass.getOrDefault(classes.get(number), 1.0) * (balanced ? even : 1);
    }
    return weights;
  }
}
