package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import java.util.function.LongUnaryOperator;

/** The element-wise operators that are functions of numbers: roots, powers, rounding. */
final class Functions {

  private final Assembly assembly;

  Functions(Assembly assembly) {
    this.assembly = assembly;
  }

  /** Of FLOAT or DOUBLE. */
  Operand of(Call call, MathFunction function) {
    ElementType type = call.operand(0).type();
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE -> (x, z, width) -> function.doubles(x[0], z, width);
          case FLOAT -> (x, z, width) -> function.floats(x[0], z, width);
          case INT64, BOOL, STRING -> throw call.wrong("its input is no floating-point number");
        };
    return assembly.elementwise(call, call.all(), type, emitter);
  }

  /** Of FLOAT, DOUBLE or INT64. */
  Operand of(Call call, MathFunction function, LongUnaryOperator ofIntegers) {
    if (call.operand(0).type() != ElementType.INT64) {
      return of(call, function);
    }
    Assembly.Emitter emitter =
        (x, z, width) ->
            (frame, rows) -> {
              long[] from = frame.longs(x[0]);
              long[] to = frame.longs(z);
              for (int i = 0; i < rows * width; i++) {
                to[i] = ofIntegers.applyAsLong(from[i]);
              }
            };
    return assembly.elementwise(call, call.all(), ElementType.INT64, emitter);
  }

  Operand pow(Call call) {
    ElementType type = call.operand(0).type();
    if (call.operand(1).type() != type) {
      throw call.unsupported(type + " to the power of " + call.operand(1).type());
    }
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE -> Functions::powDoubles;
          case FLOAT -> Functions::powFloats;
          case INT64, BOOL, STRING -> throw call.unsupported(type.toString());
        };
    return assembly.elementwise(call, call.all(), type, emitter);
  }

  private static Kernel powDoubles(int[] x, int z, int width) {
    return (frame, rows) -> {
      double[] base = frame.doubles(x[0]);
      double[] exponent = frame.doubles(x[1]);
      double[] to = frame.doubles(z);
      for (int i = 0; i < rows * width; i++) {
        to[i] = MathFunction.pow(base[i], exponent[i]);
      }
    };
  }

  private static Kernel powFloats(int[] x, int z, int width) {
    return (frame, rows) -> {
      float[] base = frame.floats(x[0]);
      float[] exponent = frame.floats(x[1]);
      float[] to = frame.floats(z);
      for (int i = 0; i < rows * width; i++) {
        to[i] = (float) MathFunction.pow(base[i], exponent[i]);
      }
    };
  }

  /** Whether numbers are infinite, of the signs that the node looks for. */
  Operand isInf(Call call) {
    double most =
        call.attributes().integer("detect_positive", 1) != 0 ? Double.MAX_VALUE : Double.NaN;
    double least =
        call.attributes().integer("detect_negative", 1) != 0 ? -Double.MAX_VALUE : Double.NaN;
    Assembly.Emitter emitter =
        switch (call.operand(0).type()) {
          case DOUBLE ->
              (x, z, width) ->
                  (frame, rows) -> {
                    double[] from = frame.doubles(x[0]);
                    boolean[] to = frame.booleans(z);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = from[i] > most || from[i] < least;
                    }
                  };
          case FLOAT ->
              (x, z, width) ->
                  (frame, rows) -> {
                    float[] from = frame.floats(x[0]);
                    boolean[] to = frame.booleans(z);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = from[i] > most || from[i] < least;
                    }
                  };
          case INT64, BOOL, STRING -> throw call.wrong("its input is no floating-point number");
        };
    return assembly.elementwise(call, call.all(), ElementType.BOOL, emitter);
  }
}
