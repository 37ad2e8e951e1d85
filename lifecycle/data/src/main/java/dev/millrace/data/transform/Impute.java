package dev.millrace.data.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;

/** What stands for a missing value. */
@Doc("mean, median, most_frequent, or a value such as 0 or unknown")
public sealed interface Impute {

  /** Reads what a person writes: a number, one of three words, or any other text. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Impute read(Object written) {
    return switch (written) {
      case Number number -> number(number.doubleValue());
      case String text ->
          switch (text) {
            case "mean" -> new Typical(Typical.Kind.MEAN);
            case "median" -> new Typical(Typical.Kind.MEDIAN);
            case "most_frequent" -> new Typical(Typical.Kind.MOST_FREQUENT);
            default -> new Text(text);
          };
      default ->
          throw new IllegalArgumentException(
              "expected mean, median, most_frequent, a number or a text, found '" + written + "'");
    };
  }

  /** As it is written. */
  @JsonValue
  Object written();

  static Impute mean() {
    return new Typical(Typical.Kind.MEAN);
  }

  static Impute median() {
    return new Typical(Typical.Kind.MEDIAN);
  }

  static Impute mostFrequent() {
    return new Typical(Typical.Kind.MOST_FREQUENT);
  }

  static Impute number(double value) {
    return new Constant(value);
  }

  /** A text for missing categories; the three words that {@link #read} knows mean those. */
  static Impute text(String value) {
    return read(value);
  }

  /** Something that the training split tells. */
  record Typical(Kind kind) implements Impute {

    /** What it is of the values that are there. */
    public enum Kind {
      MEAN,
      MEDIAN,
      /** Of several that are equally frequent, the least. */
      MOST_FREQUENT
    }

    @Override
    public Object written() {
      return switch (kind) {
        case MEAN -> "mean";
        case MEDIAN -> "median";
        case MOST_FREQUENT -> "most_frequent";
      };
    }
  }

  record Constant(double value) implements Impute {

    public Constant {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("impute must be a finite number, found " + value);
      }
    }

    @Override
    public Object written() {
      return value;
    }
  }

  record Text(String value) implements Impute {
    @Override
    public Object written() {
      return value;
    }
  }
}
