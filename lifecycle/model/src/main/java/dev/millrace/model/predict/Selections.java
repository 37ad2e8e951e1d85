package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.List;

/** What takes elements out of tables and rows: Gather, ReduceSum and ArgMax. */
final class Selections {

  private final Assembly assembly;

  Selections(Assembly assembly) {
    this.assembly = assembly;
  }

  /** From a constant list by each row's index, or constant columns of a matrix. */
  Operand gather(Call call) {
    long axis = call.attributes().integer("axis", 0);
    return switch (call.operand(0)) {
      case Operand.Constant(Tensor table) when axis == 0 && table.dimensions().size() == 1 ->
          lookup(call, table);
      case Operand.Slot matrix
          when matrix.shape() instanceof Shape.Matrix && (axis == 1 || axis == -1) ->
          columns(call, matrix);
      case Operand.Constant(Tensor table) ->
          throw call.unsupported("a table of dimensions " + table.dimensions() + ", axis " + axis);
      case Operand.Slot slot ->
          throw call.unsupported("an input of shape " + slot.shape() + " along axis " + axis);
    };
  }

  private Operand lookup(Call call, Tensor table) {
    if (call.operand(1).type() != ElementType.INT64) {
      throw call.unsupported("an index of " + call.operand(1).type());
    }
    Assembly.Emitter emitter =
        switch (table) {
          case Tensor.Doubles(var _, double[] values) ->
              (x, z, width) ->
                  (frame, rows) -> {
                    long[] indexes = frame.longs(x[0]);
                    double[] to = frame.doubles(z);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = values[place(call, indexes[i], values.length)];
                    }
                  };
          case Tensor.Floats(var _, float[] values) ->
              (x, z, width) ->
                  (frame, rows) -> {
                    long[] indexes = frame.longs(x[0]);
                    float[] to = frame.floats(z);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = values[place(call, indexes[i], values.length)];
                    }
                  };
          case Tensor.Longs(var _, long[] values) ->
              (x, z, width) ->
                  (frame, rows) -> {
                    long[] indexes = frame.longs(x[0]);
                    long[] to = frame.longs(z);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = values[place(call, indexes[i], values.length)];
                    }
                  };
          case Tensor.Strings(var _, String[] values) ->
              (x, z, width) ->
                  (frame, rows) -> {
                    long[] indexes = frame.longs(x[0]);
                    String[] to = frame.texts(z).write(rows);
                    for (int i = 0; i < rows * width; i++) {
                      to[i] = values[place(call, indexes[i], values.length)];
                    }
                  };
          case Tensor.Booleans _ -> throw call.unsupported("a table of " + table.type());
        };
    return assembly.elementwise(call, List.of(call.operand(1)), table.type(), emitter);
  }

  /** Where an index points to, which counts from the end if it is negative. */
  private static int place(Call call, long index, int size) {
    if (index < -size || index >= size) {
      throw outside(call, index, size);
    }
    return (int) (index < 0 ? index + size : index);
  }

  private static UserError outside(Call call, long index, int size) {
    return call.wrong("index " + index + " is outside its " + size + " elements");
  }

  private Operand columns(Call call, Operand.Slot matrix) {
    if (matrix.type() == ElementType.STRING) {
      throw call.unsupported("strings");
    }
    long[] indexes = call.integers(1);
    int dimensions = call.constant(1).tensor().dimensions().size();
    if (indexes.length == 0 || dimensions > 1) {
      throw call.unsupported("an index that is not one number or a list of them");
    }
    Shape shape = dimensions == 0 ? new Shape.Rows() : new Shape.Matrix(indexes.length);
    Operand.Slot result = assembly.layout().slot(matrix.type(), shape);
    for (int i = 0; i < indexes.length; i++) {
      int column = place(call, indexes[i], matrix.width());
      assembly.add(
          CopyLoops.column(
              matrix.type(),
              new CopyLoops.Place(matrix.index(), matrix.width(), column),
              new CopyLoops.Place(result.index(), indexes.length, i)));
    }
    return result;
  }

  /** The place of each row's greatest element, of equals the first. */
  Operand argMax(Call call) {
    Operand.Slot matrix = call.slot(0);
    long axis = call.attributes().integer("axis", 0);
    boolean first = call.attributes().integer("select_last_index", 0) == 0;
    boolean rows = axis == 1 || axis == -1;
    if (!(matrix.shape() instanceof Shape.Matrix)
        || matrix.type() != ElementType.FLOAT
        || !rows
        || !first) {
      throw call.unsupported(matrix.type() + " of shape " + matrix.shape() + " and these axes");
    }
    boolean keeps = call.attributes().integer("keepdims", 1) != 0;
    Shape shape = keeps ? new Shape.Matrix(1) : new Shape.Rows();
    int width = matrix.width();
    int x = matrix.index();
    Operand.Slot places = assembly.layout().slot(ElementType.INT64, shape);
    int z = places.index();
    assembly.add((f, n) -> FloatLoops.argMax(f.floats(x), width, f.longs(z), n));
    return places;
  }

  /** Of each row, from the first element to the last, in the type of the elements. */
  Operand sum(Call call) {
    Operand.Slot matrix = call.slot(0);
    long[] axes = call.integers(1);
    boolean rows = axes.length == 1 && (axes[0] == 1 || axes[0] == -1);
    if (!(matrix.shape() instanceof Shape.Matrix) || !rows) {
      throw call.unsupported("shape " + matrix.shape() + " and these axes");
    }
    boolean keeps = call.attributes().integer("keepdims", 1) != 0;
    Shape shape = keeps ? new Shape.Matrix(1) : new Shape.Rows();
    int width = matrix.width();
    int x = matrix.index();
    Operand.Slot sums = assembly.layout().slot(matrix.type(), shape);
    int z = sums.index();
    assembly.add(
        switch (matrix.type()) {
          case DOUBLE -> (f, n) -> DoubleLoops.sum(f.doubles(x), width, f.doubles(z), n);
          case FLOAT -> (f, n) -> FloatLoops.sum(f.floats(x), width, f.floats(z), n);
          case INT64 -> (f, n) -> LongLoops.sum(f.longs(x), width, f.longs(z), n);
          case BOOL, STRING -> throw call.wrong("it sums " + matrix.type());
        });
    return sums;
  }
}
