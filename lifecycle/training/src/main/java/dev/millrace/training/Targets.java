package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.KeptColumn;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Task;
import dev.millrace.training.trainer.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the labels of a task may be, and which numbers a trainer takes for them.
 *
 * @param label the column's name, for messages
 * @param classes of a multi-class label in their order: texts, or numbers as decimal text; else
 *     empty
 */
record Targets(Objective objective, String label, List<String> classes) {

  private static final int FEWEST_CLASSES = 2;

  /** XGBoost's and LightGBM's: the gain of a grade is 2^grade − 1. */
  private static final int HIGHEST_GRADE = 31;

  /** How many classes a message names. */
  private static final int SOME = 5;

  Targets {
    classes = List.copyOf(classes);
  }

  /**
   * The classes that a label has.
   *
   * @throws UserError if the label has no classes, too few or too many
   */
  static List<String> classes(KeptColumn labels, String label) {
    List<String> classes =
        switch (labels) {
          case KeptColumn.Texts texts -> List.copyOf(new TreeSet<>(texts.texts()));
          case KeptColumn.Numbers numbers -> numbered(numbers, label);
        };
    if (classes.size() < FEWEST_CLASSES || classes.size() > Task.MOST_CLASSES) {
      throw UserError.failure(
              "the label '%s' has %,d classes in the training split; expected %d to %,d"
                  .formatted(label, classes.size(), FEWEST_CLASSES, Task.MOST_CLASSES))
          .hint(
              classes.size() < FEWEST_CLASSES
                  ? "check how the label is made: there is nothing to learn"
                  : "join rare classes in the select of ingest, or choose task: regression");
    }
    return classes;
  }

  private static List<String> numbered(KeptColumn.Numbers numbers, String label) {
    if (numbers.type() != DataType.INTEGER && numbers.type() != DataType.BOOLEAN) {
      throw UserError.usage(
              "the label '" + label + "' is a " + numbers.type().text() + ", which has no classes")
          .hint("choose task: regression, or make it a string or an integer in ingest");
    }
    return Arrays.stream(numbers.values())
        .distinct()
        .sorted()
        .limit(Task.MOST_CLASSES + 1L)
        .mapToObj(value -> text(numbers.type(), value))
        .toList();
  }

  private static String text(DataType type, double value) {
    return type == DataType.BOOLEAN ? String.valueOf(value == 1) : Long.toString((long) value);
  }

  /**
   * The numbers of a split's labels.
   *
   * @throws UserError naming the first label that is none of the task's
   */
  float[] of(KeptColumn labels, String split) {
    return switch (labels) {
      case KeptColumn.Texts texts -> ofTexts(texts, split);
      case KeptColumn.Numbers numbers -> ofNumbers(numbers, split);
    };
  }

  private float[] ofTexts(KeptColumn.Texts labels, String split) {
    if (objective.task() != Task.MULTICLASS) {
      String example =
          labels.texts().isEmpty() ? "" : ", such as '" + labels.texts().getFirst() + "'";
      throw UserError.failure("the label '" + label + "' is a string" + example)
          .hint(
              "choose task: multiclass, or make it a boolean or a number in the select of ingest");
    }
    float[] numberOf = new float[labels.texts().size()];
    requireKnown(labels.texts().stream(), split, name -> "'" + name.replace("'", "''") + "'");
    for (int code = 0; code < numberOf.length; code++) {
      numberOf[code] = classes.indexOf(labels.texts().get(code));
    }
    float[] numbers = new float[labels.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = numberOf[labels.codes()[row]];
    }
    return numbers;
  }

  /**
   * @param literal a class as SQL
   */
  private void requireKnown(Stream<String> found, String split, UnaryOperator<String> literal) {
    List<String> unknown =
        found.filter(each -> !classes.contains(each)).distinct().sorted().toList();
    if (unknown.isEmpty()) {
      return;
    }
    boolean one = unknown.size() == 1;
    String first = unknown.stream().limit(SOME).collect(Collectors.joining("', '", "'", "'"));
    String more = unknown.size() > SOME ? " and " + (unknown.size() - SOME) + " more" : "";
    String values =
        unknown.stream().limit(SOME).map(literal).collect(Collectors.joining(", ", "(", ")"));
    throw UserError.failure(
            "the label '%s' is %s%s in '%s', %s that no row of the training split has"
                .formatted(label, first, more, split, one ? "a class" : "classes"))
        .hint(
            "until there are rows to learn %s from, leave %s out in the select of ingest: WHERE \"%s\" NOT IN %s; or join rare classes there, or split by hash"
                .formatted(one ? "it" : "them", one ? "it" : "them", label, values));
  }

  private float[] ofNumbers(KeptColumn.Numbers labels, String split) {
    if (labels.type() == DataType.TIMESTAMP) {
      throw UserError.failure("the label '" + label + "' is a timestamp")
          .hint("make it a number in the select of ingest, such as the hours since another");
    }
    if (objective.task() == Task.MULTICLASS) {
      return ofNumberedClasses(labels, split);
    }
    DoublePredicate allowed = allowed();
    float[] numbers = new float[labels.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = (float) labels.values()[row];
      if (!allowed.test(numbers[row])) {
        throw refused(row, numbers[row], split);
      }
    }
    return numbers;
  }

  private float[] ofNumberedClasses(KeptColumn.Numbers labels, String split) {
    requireKnown(
        Arrays.stream(labels.values()).distinct().mapToObj(each -> text(labels.type(), each)),
        split,
        name -> name);
    float[] numbers = new float[labels.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = classes.indexOf(text(labels.type(), labels.values()[row]));
    }
    return numbers;
  }

  /** Of numbers in single precision. */
  private DoublePredicate allowed() {
    return switch (objective) {
      case Objective.Binary() -> value -> value == 0 || value == 1;
      case Objective.Regression(Objective.Loss loss, double _)
          when loss == Objective.Loss.POISSON ->
          value -> Double.isFinite(value) && value >= 0;
      case Objective.Regression _ -> Double::isFinite;
      case Objective.Ranking() ->
          value -> value >= 0 && value <= HIGHEST_GRADE && value == Math.rint(value);
      case Objective.Multiclass _ -> value -> true;
    };
  }

  private UserError refused(int row, float found, String split) {
    UserError error =
        UserError.failure(
            "the label '%s' of row %d of '%s' is %s; expected %s"
                .formatted(label, row, split, found, expected()));
    return objective instanceof Objective.Binary
        ? error.hint("make it one in the select of ingest, such as: delay > 15 AS " + label)
        : error.hint("leave such rows out in the select of ingest");
  }

  private String expected() {
    return switch (objective) {
      case Objective.Binary() -> "a boolean, 0 or 1";
      case Objective.Regression(Objective.Loss loss, double _)
          when loss == Objective.Loss.POISSON ->
          "a number from 0 up";
      case Objective.Regression _ -> "a finite number in single precision";
      case Objective.Ranking() -> "a grade: an integer from 0 to " + HIGHEST_GRADE;
      case Objective.Multiclass _ -> "a class";
    };
  }
}
