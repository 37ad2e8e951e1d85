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
    checkLength("labels", labels.length, rows);
    for (int row = 0; row < rows; row++) {
      if (labels[row] != 0 && labels[row] != 1) {
        throw outside("label", row, labels[row], "0 or 1");
      }
    }
  }

  static void checkWeights(double[] weights, int rows) {
    checkLength("weights", weights.length, rows);
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
        throw outside("weight", row, weights[row], "finite and not negative");
      }
    }
  }

  static void checkNumbers(String what, double[] values, int rows) {
    checkLength(what + "s", values.length, rows);
    for (int row = 0; row < rows; row++) {
      if (!Double.isFinite(values[row])) {
        throw outside(what, row, values[row], "a finite number");
      }
    }
  }

  /** Relevance: 2 to the power of it has to stay exact. */
  static void checkGrades(double[] grades, int rows) {
    checkLength("grades", grades.length, rows);
    for (int row = 0; row < rows; row++) {
      if (!(grades[row] >= 0 && grades[row] <= 30 && grades[row] == Math.rint(grades[row]))) {
        throw outside("grade", row, grades[row], "a whole number from 0 to 30");
      }
    }
  }

  static void checkLength(String what, int found, int rows) {
    if (found != rows) {
      throw new IllegalArgumentException(found + " " + what + " for " + rows + " scores");
    }
  }

  private static IllegalArgumentException outside(
      String what, int row, double value, String expected) {
    return new IllegalArgumentException(
        "the " + what + " of row " + row + " is " + value + "; expected " + expected);
  }
}
