package dev.millrace.model.bundle;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a model's outputs mean. */
public enum Task {
  /** {@link #PROBABILITY}: that the label is true. */
  BINARY,
  /** {@link #CLASS}: the most probable one, and the probability of each of them. */
  MULTICLASS,
  /** {@link #PREDICTION}: the number. */
  REGRESSION,
  /** {@link #SCORE}: the higher the earlier, among those of one group. */
  RANKING;

  public static final String PROBABILITY = "probability";
  public static final String CLASS = "class";
  public static final String PREDICTION = "prediction";
  public static final String SCORE = "score";

  /** Classes that a model may tell apart. */
  public static final int MOST_CLASSES = 1_000;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Names of a model's outputs, in their order.
   *
   * @param classes of a multi-class model, in the model's order; else empty
   */
  public List<String> outputs(List<String> classes) {
    return switch (this) {
      case BINARY -> List.of(PROBABILITY);
      case MULTICLASS ->
          Stream.concat(Stream.of(CLASS), classes.stream().map(Task::probabilityOf)).toList();
      case REGRESSION -> List.of(PREDICTION);
      case RANKING -> List.of(SCORE);
    };
  }

  /** The output of a multi-class model that is the probability of a class. */
  public static String probabilityOf(String className) {
    return PROBABILITY + "_" + className;
  }
}
