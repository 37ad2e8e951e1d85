package dev.millrace.evaluation.metric;

/** What scores, labels and weights may be. */
final class Domain {

  private Domain() {}

  static void checkScores(double[] scores) {
    for (int row = 0; row < scores.length; row++) {
      if (!(scores[row] >= 0 && scores[row] <= 1)) {
        throw outside("score", row, scores[row], "a probability from 0 to 1");
      }
    }
  }

  static void checkLabels(double[] labels, int rows) {
    checkLength("labels", labels, rows);
    for (int row = 0; row < rows; row++) {
      if (labels[row] != 0 && labels[row] != 1) {
        throw outside("label", row, labels[row], "0 or 1");
      }
    }
  }

  static void checkWeights(double[] weights, int rows) {
    checkLength("weights", weights, rows);
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
        throw outside("weight", row, weights[row], "finite and not negative");
      }
    }
  }

  private static void checkLength(String what, double[] values, int rows) {
    if (values.length != rows) {
      throw new IllegalArgumentException(values.length + " " + what + " for " + rows + " scores");
    }
  }

  private static IllegalArgumentException outside(
      String what, int row, double value, String expected) {
    return new IllegalArgumentException(
        "the " + what + " of row " + row + " is " + value + "; expected " + expected);
  }
}
