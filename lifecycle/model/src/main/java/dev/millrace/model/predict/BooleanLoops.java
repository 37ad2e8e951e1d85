package dev.millrace.model.predict;

/** Loops over truths. */
final class BooleanLoops {

  private BooleanLoops() {}

  interface Binary {
    void apply(boolean[] x, boolean[] y, boolean[] z, int n);
  }

  static void and(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] && y[i];
    }
  }

  static void or(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] || y[i];
    }
  }

  static void equal(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void not(boolean[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = !x[i];
    }
  }

  static void where(boolean[] c, boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = c[i] ? x[i] : y[i];
    }
  }
}
