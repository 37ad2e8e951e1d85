package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What looks strings up: LabelEncoder from strings to numbers, and Equal with a constant. */
final class LabelEncoders {

  private LabelEncoders() {}

  static Operand compile(Call call, Assembly assembly) {
    call.takes(
        1,
        1,
        "keys_strings",
        "values_int64s",
        "values_floats",
        "default_string",
        "default_int64",
        "default_float");
    Operand.Slot strings = strings(call, 0);
    List<String> keys = List.of(call.attributes().texts("keys_strings"));
    Set<String> distinct = new HashSet<>();
    for (String key : keys) {
      if (!distinct.add(key)) {
        throw call.wrong("it has the key '" + key + "' twice");
      }
    }
    StringLookup lookup = new StringLookup(keys, assembly.layout().lookup());
    long[] longs = call.attributes().integers("values_int64s");
    float[] floats = call.attributes().numbers("values_floats");
    if (Math.max(longs.length, floats.length) != keys.size()
        || (longs.length > 0 && floats.length > 0)) {
      throw call.wrong(
          "it has "
              + keys.size()
              + " strings for "
              + longs.length
              + " integers or "
              + floats.length
              + " floats");
    }
    return floats.length > 0
        ? toFloats(call, assembly, strings, lookup, floats)
        : toLongs(call, assembly, strings, lookup, longs);
  }

  private static Operand toLongs(
      Call call, Assembly assembly, Operand.Slot strings, StringLookup lookup, long[] values) {
    long[] table = Arrays.copyOf(values, values.length + 1);
    table[values.length] = call.attributes().integer("default_int64", -1);
    Operand.Slot result = assembly.layout().slot(ElementType.INT64, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = lookup.find(frame, frame.strings(strings.index()), rows);
          long[] to = frame.longs(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = table[found[row]];
          }
        });
    return result.reshaped(strings.shape());
  }

  private static Operand toFloats(
      Call call, Assembly assembly, Operand.Slot strings, StringLookup lookup, float[] values) {
    float[] table = Arrays.copyOf(values, values.length + 1);
    table[values.length] = call.attributes().number("default_float", -0f);
    Operand.Slot result = assembly.layout().slot(ElementType.FLOAT, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = lookup.find(frame, frame.strings(strings.index()), rows);
          float[] to = frame.floats(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = table[found[row]];
          }
        });
    return result.reshaped(strings.shape());
  }

  /** Whether each row is one given string. */
  static Operand equal(Call call, Assembly assembly) {
    int constant = call.operand(0) instanceof Operand.Constant ? 0 : 1;
    if (!(call.constant(constant).tensor() instanceof Tensor.Strings(var _, String[] value))
        || value.length != 1) {
      throw call.unsupported("strings of which neither is one constant");
    }
    Operand.Slot strings = strings(call, 1 - constant);
    StringLookup lookup = new StringLookup(List.of(value), assembly.layout().lookup());
    Operand.Slot result = assembly.layout().slot(ElementType.BOOL, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = lookup.find(frame, frame.strings(strings.index()), rows);
          boolean[] to = frame.booleans(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = found[row] == 0;
          }
        });
    return result.reshaped(strings.shape());
  }

  private static Operand.Slot strings(Call call, int index) {
    Operand.Slot slot = call.slot(index);
    if (slot.type() != ElementType.STRING || slot.width() != 1) {
      throw call.unsupported("an input of " + slot.type() + " " + slot.shape());
    }
    return slot;
  }
}
