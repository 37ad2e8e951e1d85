package dev.millrace.model.predict;

/** Loops over doubles. */
final class DoubleLoops {

  private DoubleLoops() {}

  interface Binary {
    void apply(double[] x, double[] y, double[] z, int n);
  }

  interface Test {
    void apply(double[] x, double[] y, boolean[] z, int n);
  }

  static Binary of(Arithmetic operator) {
    return switch (operator) {
      case ADD -> DoubleLoops::add;
      case SUB -> DoubleLoops::sub;
      case MUL -> DoubleLoops::mul;
      case DIV -> DoubleLoops::div;
      case MOD -> throw new IllegalArgumentException("Mod is of integers");
      case MIN -> DoubleLoops::min;
      case MAX -> DoubleLoops::max;
    };
  }

  static Test of(Comparison operator) {
    return switch (operator) {
      case EQUAL -> DoubleLoops::equal;
      case LESS -> DoubleLoops::less;
      case LESS_OR_EQUAL -> DoubleLoops::lessOrEqual;
    };
  }

  private static void add(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  private static void sub(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  private static void mul(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  private static void div(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  private static void min(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  private static void max(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  private static void equal(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  private static void less(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  private static void lessOrEqual(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void where(boolean[] c, double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = c[i] ? x[i] : y[i];
    }
  }

  static void isNaN(double[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Double.isNaN(x[i]);
    }
  }

  static void sigmoid(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = 1 / (1 + StrictMath.exp(-x[i]));
    }
  }

  /** The sum of each row of so many elements, from the first to the last. */
  static void sum(double[] x, int width, double[] z, int rows) {
    for (int row = 0, from = 0; row < rows; row++, from += width) {
      double sum = 0;
      for (int column = 0; column < width; column++) {
        sum += x[from + column];
      }
      z[row] = sum;
    }
  }
}
