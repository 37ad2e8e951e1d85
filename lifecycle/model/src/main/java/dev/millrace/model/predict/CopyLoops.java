package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import java.util.Arrays;

/** Copies columns of matrices. */
final class CopyLoops {

  private CopyLoops() {}

  /**
   * All columns into a wider matrix.
   *
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

  /**
   * A column in a slot.
   *
   * @param stride elements a row
   */
  record Place(int slot, int stride, int column) {}

  /** One column of a matrix into one of another. */
  static Kernel column(ElementType type, Place from, Place to) {
    return switch (type) {
      case FLOAT ->
          (f, rows) -> {
            float[] x = f.floats(from.slot);
            float[] z = f.floats(to.slot);
            for (int i = 0, a = from.column, b = to.column; i < rows; i++) {
              z[b] = x[a];
              a += from.stride;
              b += to.stride;
            }
          };
      case DOUBLE ->
          (f, rows) -> {
            double[] x = f.doubles(from.slot);
            double[] z = f.doubles(to.slot);
            for (int i = 0, a = from.column, b = to.column; i < rows; i++) {
              z[b] = x[a];
              a += from.stride;
              b += to.stride;
            }
          };
      case INT64 ->
          (f, rows) -> {
            long[] x = f.longs(from.slot);
            long[] z = f.longs(to.slot);
            for (int i = 0, a = from.column, b = to.column; i < rows; i++) {
              z[b] = x[a];
              a += from.stride;
              b += to.stride;
            }
          };
      case BOOL ->
          (f, rows) -> {
            boolean[] x = f.booleans(from.slot);
            boolean[] z = f.booleans(to.slot);
            for (int i = 0, a = from.column, b = to.column; i < rows; i++) {
              z[b] = x[a];
              a += from.stride;
              b += to.stride;
            }
          };
      case STRING -> throw new IllegalArgumentException("strings have no matrices");
    };
  }

  /** Each element of a slot so often, one beside the other. */
  static Kernel repeat(ElementType type, int x, int z, int times) {
    return switch (type) {
      case FLOAT ->
          (f, rows) -> {
            for (int row = 0; row < rows; row++) {
              Arrays.fill(f.floats(z), row * times, (row + 1) * times, f.floats(x)[row]);
            }
          };
      case DOUBLE ->
          (f, rows) -> {
            for (int row = 0; row < rows; row++) {
              Arrays.fill(f.doubles(z), row * times, (row + 1) * times, f.doubles(x)[row]);
            }
          };
      case INT64 ->
          (f, rows) -> {
            for (int row = 0; row < rows; row++) {
              Arrays.fill(f.longs(z), row * times, (row + 1) * times, f.longs(x)[row]);
            }
          };
      case BOOL ->
          (f, rows) -> {
            for (int row = 0; row < rows; row++) {
              Arrays.fill(f.booleans(z), row * times, (row + 1) * times, f.booleans(x)[row]);
            }
          };
      case STRING -> throw new IllegalArgumentException("strings have no matrices");
    };
  }
}
