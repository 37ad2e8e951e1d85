package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;

/** A value of the graph while it is compiled. */
sealed interface Operand extends Result {

  ElementType type();

  /** Known now. */
  record Constant(Tensor tensor) implements Operand {
    @Override
    public ElementType type() {
      return tensor.type();
    }

    boolean scalar() {
      return tensor.size() == 1;
    }
  }

  /** Known for each batch, in one array of a {@link Frame}. */
  record Slot(int index, ElementType type, Shape shape) implements Operand {

    /** Elements a row. */
    int width() {
      return shape.width();
    }

    Slot reshaped(Shape other) {
      return new Slot(index, type, other);
    }
  }
}
