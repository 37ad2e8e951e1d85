package dev.millrace.model.predict;

import java.util.function.DoubleUnaryOperator;

/**
 * The functions of one number. Each is exact or of {@link StrictMath}, so its bits are the same on
 * every machine; of a float it is computed in double and rounded once.
 */
record MathFunction(DoubleUnaryOperator function) {

  static final MathFunction ABS = new MathFunction(Math::abs);
  static final MathFunction NEG = new MathFunction(x -> -x);
  static final MathFunction SIGN = new MathFunction(Math::signum);
  static final MathFunction SQRT = new MathFunction(Math::sqrt);
  static final MathFunction EXP = new MathFunction(StrictMath::exp);
  static final MathFunction LOG = new MathFunction(StrictMath::log);
  static final MathFunction SIN = new MathFunction(StrictMath::sin);
  static final MathFunction COS = new MathFunction(StrictMath::cos);
  static final MathFunction FLOOR = new MathFunction(Math::floor);
  static final MathFunction CEIL = new MathFunction(Math::ceil);

  /** Of two nearest integers the even one. */
  static final MathFunction ROUND = new MathFunction(Math::rint);

  Kernel doubles(int x, int z, int width) {
    return (frame, rows) -> {
      double[] from = frame.doubles(x);
      double[] to = frame.doubles(z);
      for (int i = 0; i < rows * width; i++) {
        to[i] = function.applyAsDouble(from[i]);
      }
    };
  }

  Kernel floats(int x, int z, int width) {
    return (frame, rows) -> {
      float[] from = frame.floats(x);
      float[] to = frame.floats(z);
      for (int i = 0; i < rows * width; i++) {
        to[i] = (float) function.applyAsDouble(from[i]);
      }
    };
  }

  /**
   * x to the power y by IEEE 754, section 9.2.1, where Java differs from it: 1 to any power is 1,
   * and so is −1 to an infinite one.
   */
  static double pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
  }
}
