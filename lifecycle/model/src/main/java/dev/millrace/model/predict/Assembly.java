package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernels made so far and the memory they work in. Broadcasting is settled here, once: what a
 * kernel reads has as many elements a row as what it writes.
 */
final class Assembly {

  /** Makes the kernel of an element-wise operator from its slots. */
  interface Emitter {
    Kernel kernel(int[] operands, int result, int width);
  }

  private static final int MOST_PARTS = 256;

  private final Layout layout;

  /** Of how many strings each string that a kernel makes may consist, by slot. */
  private final Map<Integer, Integer> parts = new HashMap<>();

  private final List<Kernel> kernels = new ArrayList<>();

  Assembly(OnnxLimits limits) {
    layout = new Layout(limits);
  }

  Layout layout() {
    return layout;
  }

  List<Kernel> kernels() {
    return kernels;
  }

  void add(Kernel kernel) {
    kernels.add(kernel);
  }

  /** An element-wise operator; of constants alone it is computed at once. */
  Operand elementwise(Call call, List<Operand> operands, ElementType type, Emitter emitter) {
    for (Operand operand : operands) {
      if (operand instanceof Operand.Constant(Tensor tensor) && tensor.size() == 0) {
        throw call.unsupported("a constant of no elements");
      }
    }
    if (operands.stream().allMatch(operand -> operand instanceof Operand.Constant)) {
      List<Tensor> tensors =
          operands.stream().map(operand -> ((Operand.Constant) operand).tensor()).toList();
      return new Operand.Constant(Folding.fold(call, tensors, type, emitter));
    }
    Shape shape = new Shape.Scalar();
    for (Operand operand : operands) {
      Shape other = shape(operand);
      Shape before = shape;
      shape = Shape.broadcast(before, other).orElseThrow(() -> call.doNotCombine(before, other));
    }
    if (shape.width() != 1 && (type == ElementType.STRING || takesStrings(operands))) {
      throw call.unsupported("strings of shape " + shape);
    }
    Operand.Slot result = layout.slot(type, shape);
    if (type == ElementType.STRING) {
      limitParts(call, operands, result);
    }
    int[] slots = new int[operands.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = widen(operands.get(i), shape).index();
    }
    kernels.add(emitter.kernel(slots, result.index(), shape.width()));
    return result;
  }

  /** Matrices of one type side by side. */
  Operand.Slot concat(List<Operand.Slot> parts) {
    int width =
        Math.toIntExact(Math.min(1 << 30, parts.stream().mapToLong(Operand.Slot::width).sum()));
    ElementType type = parts.getFirst().type();
    Operand.Slot result = layout.slot(type, new Shape.Matrix(width));
    int offset = 0;
    for (Operand.Slot part : parts) {
      kernels.add(CopyLoops.of(type, part.index(), part.width(), result.index(), width, offset));
      offset += part.width();
    }
    return result;
  }

  /** The operand in a slot with as many elements a row as the shape has. */
  private Operand.Slot widen(Operand operand, Shape shape) {
    return switch (operand) {
      case Operand.Constant(Tensor tensor) -> layout.constant(tensor, shape);
      case Operand.Slot slot -> slot.width() == shape.width() ? slot : repeat(slot, shape);
    };
  }

  private Operand.Slot repeat(Operand.Slot column, Shape shape) {
    Operand.Slot result = layout.slot(column.type(), shape);
    kernels.add(CopyLoops.repeat(column.type(), column.index(), result.index(), shape.width()));
    return result;
  }

  /** A string that is made of itself twice, again and again, would soon fill any memory. */
  private void limitParts(Call call, List<Operand> operands, Operand.Slot result) {
    int sum = 0;
    for (Operand operand : operands) {
      if (operand.type() == ElementType.STRING) {
        sum += operand instanceof Operand.Slot slot ? parts.getOrDefault(slot.index(), 1) : 1;
      }
    }
    if (sum > MOST_PARTS) {
      throw call.wrong("it makes strings of more than " + MOST_PARTS + " strings");
    }
    parts.put(result.index(), Math.max(1, sum));
  }

  private static boolean takesStrings(List<Operand> operands) {
    return operands.stream().anyMatch(operand -> operand.type() == ElementType.STRING);
  }

  /** How an operand takes part in broadcasting; a constant of several elements is one row. */
  private static Shape shape(Operand operand) {
    return switch (operand) {
      case Operand.Slot slot -> slot.shape();
      case Operand.Constant(Tensor tensor) ->
          tensor.size() == 1 && tensor.dimensions().size() < 2
              ? new Shape.Scalar()
              : new Shape.Matrix(tensor.size());
    };
  }
}
