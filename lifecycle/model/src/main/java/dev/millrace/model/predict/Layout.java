package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which arrays a frame has, worked out while a graph is compiled. */
final class Layout {

  /**
   * One array of a frame.
   *
   * @param width elements a row
   * @param fill the constant that it holds, one row of it or one element
   * @param once as it is, not for each row of a block
   */
  record Entry(ElementType type, int width, Optional<Tensor> fill, boolean once) {}

  private final OnnxLimits limits;
  private final List<Entry> entries = new ArrayList<>();
  private final IdentityHashMap<Tensor, Map<Integer, Operand.Slot>> constants =
      new IdentityHashMap<>();
  private long rowBytes;
  private long kernelBytes;
  private int tables;

  Layout(OnnxLimits limits) {
    this.limits = limits;
  }

  Operand.Slot slot(ElementType type, Shape shape) {
    return add(shape, new Entry(type, shape.width(), Optional.empty(), false));
  }

  /** A constant repeated for every row; a single element also within the row. */
  Operand.Slot constant(Tensor tensor, Shape shape) {
    return constants
        .computeIfAbsent(tensor, _ -> new HashMap<>())
        .computeIfAbsent(
            shape.width(),
            _ -> add(shape, new Entry(tensor.type(), shape.width(), Optional.of(tensor), false)))
        .reshaped(shape);
  }

  /** Memory for a kernel's own work, however many rows a block has. */
  Operand.Slot scratch(ElementType type, int size) {
    return add(new Shape.Matrix(size), new Entry(type, size, Optional.empty(), true));
  }

  /** A number for a {@link StringTable}, by which it finds its memory in a frame. */
  int table() {
    return tables++;
  }

  List<Entry> entries() {
    return entries;
  }

  int tables() {
    return tables;
  }

  long rowBytes() {
    return rowBytes;
  }

  private Operand.Slot add(Shape shape, Entry entry) {
    long bytes = (long) entry.width() * entry.type().bytes();
    if (entry.once()) {
      kernelBytes += bytes;
    } else {
      rowBytes += bytes;
    }
    if (!entry.once() && entry.width() > limits.width()) {
      throw UserError.failure(
          "a value of the graph has more than " + limits.width() + " elements a row");
    }
    if (Math.max(rowBytes, kernelBytes) > limits.rowBytes()) {
      throw UserError.failure(
          "the graph's values take more than " + limits.rowBytes() + " bytes a row");
    }
    entries.add(entry);
    return new Operand.Slot(entries.size() - 1, entry.type(), shape);
  }
}
