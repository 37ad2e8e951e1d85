package dev.millrace.model.onnx;

import java.util.Optional;

/** The shapes that a value of our graphs has; N is the rows of the batch. */
public sealed interface Shape {

  /** A constant of shape [], the same for every row. */
  record Scalar() implements Shape {
    @Override
    public String toString() {
      return "[]";
    }
  }

  /** One element a row: [N]. */
  record Rows() implements Shape {
    @Override
    public String toString() {
      return "[N]";
    }
  }

  /** Some elements a row: [N, width]. */
  record Matrix(int width) implements Shape {
    @Override
    public String toString() {
      return "[N, " + width + "]";
    }
  }

  /**
   * The shape of an element-wise result by ONNX's broadcasting, if there is one. (ONNX would make
   * [N, N] of [N] and [N, 1]; rows would no longer be independent, so that is none.)
   */
  static Optional<Shape> broadcast(Shape a, Shape b) {
    if (a instanceof Scalar || a.equals(b)) {
      return Optional.of(b);
    }
    if (b instanceof Scalar) {
      return Optional.of(a);
    }
    if (a instanceof Matrix(int left) && b instanceof Matrix(int right)) {
      return left == 1 ? Optional.of(b) : right == 1 ? Optional.of(a) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Elements a row. */
  default int width() {
    return switch (this) {
      case Scalar() -> 1;
      case Rows() -> 1;
      case Matrix(int width) -> width;
    };
  }
}
