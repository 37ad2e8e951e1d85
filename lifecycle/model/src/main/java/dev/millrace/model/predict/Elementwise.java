package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Tensor;
import java.util.List;

/** The operators that compute each element of their result from one element of each operand. */
final class Elementwise {

  private final Assembly assembly;

  Elementwise(Assembly assembly) {
    this.assembly = assembly;
  }

  /** Of two operands, or of several one after the other. */
  Operand arithmetic(Call call, Arithmetic operator) {
    List<Operand> operands = call.all();
    Operand result = operands.getFirst();
    for (Operand operand : operands.subList(1, operands.size())) {
      result = arithmetic(call, operator, result, operand);
    }
    return result;
  }

  Operand mod(Call call) {
    if (call.operand(0).type() != ElementType.INT64 || call.attributes().integer("fmod", 0) != 0) {
      throw call.unsupported(call.operand(0).type() + " or fmod");
    }
    return arithmetic(call, Arithmetic.MOD);
  }

  Operand clip(Call call) {
    Operand result = call.operand(0);
    if (call.optional(1).isPresent()) {
      result = arithmetic(call, Arithmetic.MAX, result, bound(call, 1));
    }
    if (call.optional(2).isPresent()) {
      result = arithmetic(call, Arithmetic.MIN, result, bound(call, 2));
    }
    return result;
  }

  private static Operand bound(Call call, int index) {
    Operand.Constant bound = call.constant(index);
    if (!bound.scalar()) {
      throw call.wrong("a bound is not one number");
    }
    return bound;
  }

  Operand comparison(Call call, Comparison operator, boolean swapped) {
    Operand a = call.operand(swapped ? 1 : 0);
    Operand b = call.operand(swapped ? 0 : 1);
    ElementType type = same(call, a, b);
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE -> doublesTest(DoubleLoops.of(operator));
          case FLOAT -> floatsTest(FloatLoops.of(operator));
          case INT64 -> longsTest(LongLoops.of(operator));
          case BOOL, STRING -> throw call.unsupported(type.toString());
        };
    return assembly.elementwise(call, List.of(a, b), ElementType.BOOL, emitter);
  }

  Operand equal(Call call) {
    return switch (call.operand(0).type()) {
      case DOUBLE, FLOAT, INT64 -> comparison(call, Comparison.EQUAL, false);
      case BOOL -> logical(call, BooleanLoops::equal);
      case STRING -> LabelEncoders.equal(call, assembly);
    };
  }

  Operand logical(Call call, BooleanLoops.Binary loop) {
    List<Operand> operands = call.all();
    operands.forEach(operand -> expect(call, ElementType.BOOL, operand));
    return assembly.elementwise(
        call,
        operands,
        ElementType.BOOL,
        (x, z, width) ->
            (f, rows) ->
                loop.apply(f.booleans(x[0]), f.booleans(x[1]), f.booleans(z), rows * width));
  }

  Operand not(Call call) {
    expect(call, ElementType.BOOL, call.operand(0));
    return assembly.elementwise(
        call,
        call.all(),
        ElementType.BOOL,
        (x, z, width) ->
            (f, rows) -> BooleanLoops.not(f.booleans(x[0]), f.booleans(z), rows * width));
  }

  Operand isNaN(Call call) {
    Assembly.Emitter emitter =
        switch (call.operand(0).type()) {
          case DOUBLE ->
              (x, z, width) ->
                  (f, rows) -> DoubleLoops.isNaN(f.doubles(x[0]), f.booleans(z), rows * width);
          case FLOAT ->
              (x, z, width) ->
                  (f, rows) -> FloatLoops.isNaN(f.floats(x[0]), f.booleans(z), rows * width);
          case INT64, BOOL, STRING -> throw call.wrong("its input is no floating-point number");
        };
    return assembly.elementwise(call, call.all(), ElementType.BOOL, emitter);
  }

  Operand sigmoid(Call call) {
    ElementType type = call.operand(0).type();
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE ->
              (x, z, width) ->
                  (f, rows) -> DoubleLoops.sigmoid(f.doubles(x[0]), f.doubles(z), rows * width);
          case FLOAT ->
              (x, z, width) ->
                  (f, rows) -> FloatLoops.sigmoid(f.floats(x[0]), f.floats(z), rows * width);
          case INT64, BOOL, STRING -> throw call.wrong("its input is no floating-point number");
        };
    return assembly.elementwise(call, call.all(), type, emitter);
  }

  Operand cast(Call call) {
    Operand operand =
        call.result(0) instanceof Result.Narrow(Operand.Slot integers) ? integers : call.operand(0);
    ElementType from = operand.type();
    long code = call.attributes().integer("to", 0);
    ElementType to =
        ElementType.ofCode(code).orElseThrow(() -> call.unsupported("element type " + code));
    if (from == to) {
      return operand;
    }
    if (from == ElementType.STRING || (to == ElementType.STRING && from != ElementType.INT64)) {
      throw call.unsupported(from + " to " + to);
    }
    return assembly.elementwise(
        call, List.of(operand), to, (x, z, width) -> CastLoops.of(from, to, x[0], z, width));
  }

  Operand where(Call call) {
    expect(call, ElementType.BOOL, call.operand(0));
    ElementType type = same(call, call.operand(1), call.operand(2));
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE -> Elementwise::whereDoubles;
          case FLOAT -> Elementwise::whereFloats;
          case INT64 -> Elementwise::whereLongs;
          case BOOL -> Elementwise::whereBooleans;
          case STRING -> TextOperators::where;
        };
    return assembly.elementwise(call, call.all(), type, emitter);
  }

  private Operand arithmetic(Call call, Arithmetic operator, Operand a, Operand b) {
    ElementType type = same(call, a, b);
    Assembly.Emitter emitter =
        switch (type) {
          case DOUBLE -> doubles(DoubleLoops.of(operator));
          case FLOAT -> floats(FloatLoops.of(operator));
          case INT64 -> longs(LongLoops.of(operator));
          case BOOL, STRING -> throw call.unsupported(type.toString());
        };
    boolean divides = operator == Arithmetic.DIV || operator == Arithmetic.MOD;
    if (type == ElementType.INT64 && divides) {
      requireDivisor(call, b);
    }
    return assembly.elementwise(call, List.of(a, b), type, emitter);
  }

  /** Integer division by zero has no value, so a divisor must be known not to be zero. */
  private static void requireDivisor(Call call, Operand divisor) {
    if (!(divisor instanceof Operand.Constant(Tensor.Longs(var _, long[] values)))) {
      throw call.unsupported("an integer divisor that is not a constant");
    }
    for (long value : values) {
      if (value == 0) {
        throw call.wrong("it divides integers by zero");
      }
    }
  }

  private static Assembly.Emitter doubles(DoubleLoops.Binary loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.doubles(x[0]), f.doubles(x[1]), f.doubles(z), rows * width);
  }

  private static Assembly.Emitter floats(FloatLoops.Binary loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.floats(x[0]), f.floats(x[1]), f.floats(z), rows * width);
  }

  private static Assembly.Emitter longs(LongLoops.Binary loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.longs(x[0]), f.longs(x[1]), f.longs(z), rows * width);
  }

  private static Assembly.Emitter doublesTest(DoubleLoops.Test loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.doubles(x[0]), f.doubles(x[1]), f.booleans(z), rows * width);
  }

  private static Assembly.Emitter floatsTest(FloatLoops.Test loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.floats(x[0]), f.floats(x[1]), f.booleans(z), rows * width);
  }

  private static Assembly.Emitter longsTest(LongLoops.Test loop) {
    return (x, z, width) ->
        (f, rows) -> loop.apply(f.longs(x[0]), f.longs(x[1]), f.booleans(z), rows * width);
  }

  private static Kernel whereDoubles(int[] x, int z, int width) {
    return (f, rows) ->
        DoubleLoops.where(
            f.booleans(x[0]), f.doubles(x[1]), f.doubles(x[2]), f.doubles(z), rows * width);
  }

  private static Kernel whereFloats(int[] x, int z, int width) {
    return (f, rows) ->
        FloatLoops.where(
            f.booleans(x[0]), f.floats(x[1]), f.floats(x[2]), f.floats(z), rows * width);
  }

  private static Kernel whereLongs(int[] x, int z, int width) {
    return (f, rows) ->
        LongLoops.where(f.booleans(x[0]), f.longs(x[1]), f.longs(x[2]), f.longs(z), rows * width);
  }

  private static Kernel whereBooleans(int[] x, int z, int width) {
    return (f, rows) ->
        BooleanLoops.where(
            f.booleans(x[0]), f.booleans(x[1]), f.booleans(x[2]), f.booleans(z), rows * width);
  }

  private static ElementType same(Call call, Operand a, Operand b) {
    if (a.type() != b.type()) {
      throw call.wrong("its inputs are " + a.type() + " and " + b.type());
    }
    return a.type();
  }

  private static void expect(Call call, ElementType type, Operand operand) {
    if (operand.type() != type) {
      throw call.wrong("an input is " + operand.type() + "; expected " + type);
    }
  }
}
