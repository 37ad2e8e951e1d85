package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;

/** Copies the columns of a matrix into a wider one. */
final class CopyLoops {

  private CopyLoops() {}

  /**
   * @param x a slot of the given width
   * @param z a slot of the given stride, into whose rows the columns go from offset on
   */
  static Kernel of(ElementType type, int x, int width, int z, int stride, int offset) {
    return switch (type) {
      case FLOAT -> (f, rows) -> copy(f.floats(x), width, f.floats(z), stride, offset, rows);
      case DOUBLE -> (f, rows) -> copy(f.doubles(x), width, f.doubles(z), stride, offset, rows);
      case INT64 -> (f, rows) -> copy(f.longs(x), width, f.longs(z), stride, offset, rows);
      case BOOL -> (f, rows) -> copy(f.booleans(x), width, f.booleans(z), stride, offset, rows);
      case STRING -> throw new IllegalArgumentException("strings have no matrices");
    };
  }

  private static void copy(float[] x, int width, float[] z, int stride, int offset, int rows) {
    for (int row = 0, from = 0, to = offset; row < rows; row++, to += stride) {
      for (int column = 0; column < width; column++) {
        z[to + column] = x[from++];
      }
    }
  }

  private static void copy(double[] x, int width, double[] z, int stride, int offset, int rows) {
    for (int row = 0, from = 0, to = offset; row < rows; row++, to += stride) {
      for (int column = 0; column < width; column++) {
        z[to + column] = x[from++];
      }
    }
  }

  private static void copy(long[] x, int width, long[] z, int stride, int offset, int rows) {
    for (int row = 0, from = 0, to = offset; row < rows; row++, to += stride) {
      for (int column = 0; column < width; column++) {
        z[to + column] = x[from++];
      }
    }
  }

  private static void copy(boolean[] x, int width, boolean[] z, int stride, int offset, int rows) {
    for (int row = 0, from = 0, to = offset; row < rows; row++, to += stride) {
      for (int column = 0; column < width; column++) {
        z[to + column] = x[from++];
      }
    }
  }
}
