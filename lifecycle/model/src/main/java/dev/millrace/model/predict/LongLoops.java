package dev.millrace.model.predict;

/** Loops over integers, whose overflow wraps around. */
final class LongLoops {

  private LongLoops() {}

  interface Binary {
    void apply(long[] x, long[] y, long[] z, int n);
  }

  interface Test {
    void apply(long[] x, long[] y, boolean[] z, int n);
  }

  static Binary of(Arithmetic operator) {
    return switch (operator) {
      case ADD -> LongLoops::add;
      case SUB -> LongLoops::sub;
      case MUL -> LongLoops::mul;
      case DIV -> LongLoops::div;
      case MOD -> LongLoops::mod;
      case MIN -> LongLoops::min;
      case MAX -> LongLoops::max;
    };
  }

  static Test of(Comparison operator) {
    return switch (operator) {
      case EQUAL -> LongLoops::equal;
      case LESS -> LongLoops::less;
      case LESS_OR_EQUAL -> LongLoops::lessOrEqual;
    };
  }

  private static void add(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  private static void sub(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  private static void mul(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  private static void div(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  private static void mod(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.floorMod(x[i], y[i]);
    }
  }

  private static void min(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  private static void max(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  private static void equal(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  private static void less(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  private static void lessOrEqual(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  /** −1, 0 or 1. */
  static long sign(long x) {
    return Long.signum(x);
  }

  /** The least integer is its own absolute value. */
  static long abs(long x) {
    return x < 0 ? -x : x;
  }

  static void where(boolean[] c, long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = c[i] ? x[i] : y[i];
    }
  }

  /** The sum of each row of so many elements, from the first to the last. */
  static void sum(long[] x, int width, long[] z, int rows) {
    for (int row = 0, from = 0; row < rows; row++, from += width) {
      long sum = 0;
      for (int column = 0; column < width; column++) {
        sum += x[from + column];
      }
      z[row] = sum;
    }
  }
}
