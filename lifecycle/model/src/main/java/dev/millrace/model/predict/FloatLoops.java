package dev.millrace.model.predict;

/** Loops over floats. */
final class FloatLoops {

  private FloatLoops() {}

  interface Binary {
    void apply(float[] x, float[] y, float[] z, int n);
  }

  interface Test {
    void apply(float[] x, float[] y, boolean[] z, int n);
  }

  static Binary of(Arithmetic operator) {
    return switch (operator) {
      case ADD -> FloatLoops::add;
      case SUB -> FloatLoops::sub;
      case MUL -> FloatLoops::mul;
      case DIV -> FloatLoops::div;
      case MOD -> throw new IllegalArgumentException("Mod is of integers");
      case MIN -> FloatLoops::min;
      case MAX -> FloatLoops::max;
    };
  }

  static Test of(Comparison operator) {
    return switch (operator) {
      case EQUAL -> FloatLoops::equal;
      case LESS -> FloatLoops::less;
      case LESS_OR_EQUAL -> FloatLoops::lessOrEqual;
    };
  }

  private static void add(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  private static void sub(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  private static void mul(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  private static void div(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  private static void min(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  private static void max(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  private static void equal(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  private static void less(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  private static void lessOrEqual(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void where(boolean[] c, float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = c[i] ? x[i] : y[i];
    }
  }

  static void isNaN(float[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Float.isNaN(x[i]);
    }
  }

  /** Computed in double and rounded once. */
  static void sigmoid(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) (1 / (1 + StrictMath.exp(-x[i])));
    }
  }

  /** The sum of each row of so many elements, from the first to the last. */
  static void sum(float[] x, int width, float[] z, int rows) {
    for (int row = 0, from = 0; row < rows; row++, from += width) {
      float sum = 0;
      for (int column = 0; column < width; column++) {
        sum += x[from + column];
      }
      z[row] = sum;
    }
  }

  /** The place of the greatest of each row's elements, of equals the first. */
  static void argMax(float[] x, int width, long[] z, int rows) {
    for (int row = 0, from = 0; row < rows; row++, from += width) {
      int best = 0;
      for (int column = 1; column < width; column++) {
        best = x[from + column] > x[from + best] ? column : best;
      }
      z[row] = best;
    }
  }
}
