package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.Comparator;
import java.util.List;

/** Computes a node of constants while the graph is compiled: by its kernel, elements as rows. */
final class Folding {

  private Folding() {}

  static Tensor fold(Call call, List<Tensor> operands, ElementType type, Assembly.Emitter emitter) {
    Tensor widest = operands.stream().max(Comparator.comparingInt(Tensor::size)).orElseThrow();
    Layout layout = new Layout(OnnxLimits.DEFAULT);
    int[] slots = new int[operands.size()];
    for (int i = 0; i < slots.length; i++) {
      Tensor operand = operands.get(i);
      if (operand.size() != 1 && !operand.dimensions().equals(widest.dimensions())) {
        throw call.unsupported("constants of dimensions " + operand.dimensions());
      }
      slots[i] = layout.slot(operand.type(), new Shape.Rows()).index();
    }
    Operand.Slot result = layout.slot(type, new Shape.Rows());
    Frame frame = new Frame(layout, widest.size());
    for (int i = 0; i < slots.length; i++) {
      frame.fill(slots[i], operands.get(i));
    }
    emitter.kernel(slots, result.index(), 1).run(frame, widest.size());
    return read(frame, result, widest.dimensions());
  }

  private static Tensor read(Frame frame, Operand.Slot slot, List<Integer> dimensions) {
    return switch (slot.type()) {
      case BOOL -> new Tensor.Booleans(dimensions, frame.booleans(slot.index()));
      case INT64 -> new Tensor.Longs(dimensions, frame.longs(slot.index()));
      case FLOAT -> new Tensor.Floats(dimensions, frame.floats(slot.index()));
      case DOUBLE -> new Tensor.Doubles(dimensions, frame.doubles(slot.index()));
      case STRING -> {
        String[] values = frame.texts(slot.index()).write(frame.capacity());
        yield new Tensor.Strings(dimensions, values);
      }
    };
  }
}
