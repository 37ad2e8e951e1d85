package dev.millrace.training.linear;

/**
 * The directions in which features do not vary together: the eigenvectors of a symmetric matrix, by
 * Jacobi's rotations (G. Golub and C. Van Loan, "Matrix Computations", section 8.5). Each rotation
 * makes one element beside the diagonal zero; sweeps over all of them converge quadratically.
 */
final class PrincipalAxes {

  private static final int MOST_SWEEPS = 50;
  private static final double NEGLIGIBLE = 1e-12;

  private PrincipalAxes() {}

  /**
   * An orthogonal matrix whose columns are the axes.
   *
   * @param matrix symmetric; becomes a diagonal one
   */
  static double[][] of(double[][] matrix) {
    int size = matrix.length;
    double[][] axes = new double[size][size];
    for (int i = 0; i < size; i++) {
      axes[i][i] = 1;
    }
    boolean rotated = true;
    for (int sweep = 0; sweep < MOST_SWEEPS && rotated; sweep++) {
      rotated = false;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          if (Math.abs(matrix[p][q]) > NEGLIGIBLE) {
            rotate(matrix, axes, p, q);
            rotated = true;
          }
        }
      }
    }
    return axes;
  }

  private static void rotate(double[][] matrix, double[][] axes, int p, int q) {
    double ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double sign = ratio < 0 ? -1 : 1;
    double tangent = sign / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    turnColumns(matrix, p, q, cosine, sine);
    double[] rowP = matrix[p];
    double[] rowQ = matrix[q];
    for (int i = 0; i < rowP.length; i++) {
      double before = rowP[i];
      rowP[i] = cosine * before - sine * rowQ[i];
      rowQ[i] = sine * before + cosine * rowQ[i];
    }
    turnColumns(axes, p, q, cosine, sine);
  }

  private static void turnColumns(double[][] matrix, int p, int q, double cosine, double sine) {
    for (double[] row : matrix) {
      double before = row[p];
      row[p] = cosine * before - sine * row[q];
      row[q] = sine * before + cosine * row[q];
    }
  }
}
