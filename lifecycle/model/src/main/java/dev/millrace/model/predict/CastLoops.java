package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;

/**
 * Casts between numbers and truths, and of integers to their decimal digits. To a narrower number
 * the nearest; to an integer towards zero, and where ONNX leaves the result open (NaN, out of
 * range) as Java does: 0, or the nearest integer there is.
 */
final class CastLoops {

  private CastLoops() {}

  /** The kernel of a cast between different types, not from STRING, and to it from INT64. */
  static Kernel of(ElementType from, ElementType to, int x, int z, int width) {
    return switch (to) {
      case DOUBLE -> toDouble(from, x, z, width);
      case FLOAT -> toFloat(from, x, z, width);
      case INT64 -> toLong(from, x, z, width);
      case BOOL -> toBoolean(from, x, z, width);
      case STRING -> TextOperators.digits(x, z, width); // of INT64 alone
    };
  }

  private static Kernel toDouble(ElementType from, int x, int z, int width) {
    return switch (from) {
      case FLOAT -> (frame, rows) -> widen(frame.floats(x), frame.doubles(z), rows * width);
      case INT64 -> (frame, rows) -> number(frame.longs(x), frame.doubles(z), rows * width);
      case BOOL -> (frame, rows) -> number(frame.booleans(x), frame.doubles(z), rows * width);
      case DOUBLE, STRING -> throw new IllegalArgumentException("no cast from " + from);
    };
  }

  private static Kernel toFloat(ElementType from, int x, int z, int width) {
    return switch (from) {
      case DOUBLE -> (frame, rows) -> narrow(frame.doubles(x), frame.floats(z), rows * width);
      case INT64 -> (frame, rows) -> number(frame.longs(x), frame.floats(z), rows * width);
      case BOOL -> (frame, rows) -> number(frame.booleans(x), frame.floats(z), rows * width);
      case FLOAT, STRING -> throw new IllegalArgumentException("no cast from " + from);
    };
  }

  private static Kernel toLong(ElementType from, int x, int z, int width) {
    return switch (from) {
      case DOUBLE -> (frame, rows) -> truncate(frame.doubles(x), frame.longs(z), rows * width);
      case FLOAT -> (frame, rows) -> truncate(frame.floats(x), frame.longs(z), rows * width);
      case BOOL -> (frame, rows) -> number(frame.booleans(x), frame.longs(z), rows * width);
      case INT64, STRING -> throw new IllegalArgumentException("no cast from " + from);
    };
  }

  private static Kernel toBoolean(ElementType from, int x, int z, int width) {
    return switch (from) {
      case DOUBLE -> (frame, rows) -> notZero(frame.doubles(x), frame.booleans(z), rows * width);
      case FLOAT -> (frame, rows) -> notZero(frame.floats(x), frame.booleans(z), rows * width);
      case INT64 -> (frame, rows) -> notZero(frame.longs(x), frame.booleans(z), rows * width);
      case BOOL, STRING -> throw new IllegalArgumentException("no cast from " + from);
    };
  }

  static void widen(float[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i];
    }
  }

  private static void narrow(double[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) x[i];
    }
  }

  private static void number(long[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (double) x[i];
    }
  }

  private static void number(long[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) x[i];
    }
  }

  private static void number(boolean[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ? 1 : 0;
    }
  }

  private static void number(boolean[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ? 1 : 0;
    }
  }

  private static void number(boolean[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ? 1 : 0;
    }
  }

  private static void truncate(double[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (long) x[i];
    }
  }

  private static void truncate(float[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (long) x[i];
    }
  }

  private static void notZero(double[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] != 0;
    }
  }

  private static void notZero(float[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] != 0;
    }
  }

  private static void notZero(long[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] != 0;
    }
  }
}
