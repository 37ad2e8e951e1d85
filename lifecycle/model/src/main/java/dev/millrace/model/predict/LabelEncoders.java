package dev.millrace.model.predict;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What looks keys up: LabelEncoder to numbers, and Equal of strings with a constant. */
final class LabelEncoders {

  private LabelEncoders() {}

  /** Finds the place of each row's element among some keys, or their number. */
  private interface Finder {
    int[] find(Frame frame, int rows);
  }

  static Operand compile(Call call, Assembly assembly) {
    call.takes(
        1,
        1,
        "keys_strings",
        "keys_int64s",
        "values_int64s",
        "values_floats",
        "default_string",
        "default_int64",
        "default_float");
    Operand.Slot input = call.slot(0);
    String[] texts = call.attributes().texts("keys_strings");
    long[] numbers = call.attributes().integers("keys_int64s");
    if (texts.length > 0 && numbers.length > 0) {
      throw call.wrong("it has keys of two types");
    }
    int keys = Math.max(texts.length, numbers.length);
    Finder finder =
        numbers.length > 0
            ? finder(call, assembly, input, numbers)
            : finder(call, assembly, TextOperators.strings(call, 0), List.of(texts));
    long[] longs = call.attributes().integers("values_int64s");
    float[] floats = call.attributes().numbers("values_floats");
    if (Math.max(longs.length, floats.length) != keys || (longs.length > 0 && floats.length > 0)) {
      throw call.wrong(
          "it has %d keys for %d integers or %d floats"
              .formatted(keys, longs.length, floats.length));
    }
    Operand.Slot result =
        floats.length > 0
            ? toFloats(call, assembly, finder, floats)
            : toLongs(call, assembly, finder, longs);
    return result.reshaped(input.shape());
  }

  private static Finder finder(
      Call call, Assembly assembly, Operand.Slot strings, List<String> keys) {
    Set<String> distinct = new HashSet<>();
    for (String key : keys) {
      if (!distinct.add(key)) {
        throw call.wrong("it has the key '" + key + "' twice");
      }
    }
    StringTable table = new StringTable(StringTable.places(keys), assembly.layout().table());
    return (frame, rows) -> table.apply(frame, strings.index(), rows);
  }

  private static Finder finder(Call call, Assembly assembly, Operand.Slot integers, long[] keys) {
    if (integers.type() != ElementType.INT64 || integers.width() != 1) {
      throw call.unsupported("an input of " + integers.type() + " " + integers.shape());
    }
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i - 1] == sorted[i]) {
        throw call.wrong("it has the key " + sorted[i] + " twice");
      }
    }
    LongLookup lookup = new LongLookup(keys);
    int number = assembly.layout().table();
    return (frame, rows) -> {
      long[] from = frame.longs(integers.index());
      int[] found = frame.memory(number).rows();
      for (int row = 0; row < rows; row++) {
        found[row] = lookup.find(from[row]);
      }
      return found;
    };
  }

  private static Operand.Slot toLongs(Call call, Assembly assembly, Finder finder, long[] values) {
    long[] table = Arrays.copyOf(values, values.length + 1);
    table[values.length] = call.attributes().integer("default_int64", -1);
    Operand.Slot result = assembly.layout().slot(ElementType.INT64, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = finder.find(frame, rows);
          long[] to = frame.longs(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = table[found[row]];
          }
        });
    return result;
  }

  private static Operand.Slot toFloats(
      Call call, Assembly assembly, Finder finder, float[] values) {
    float[] table = Arrays.copyOf(values, values.length + 1);
    table[values.length] = call.attributes().number("default_float", -0f);
    Operand.Slot result = assembly.layout().slot(ElementType.FLOAT, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = finder.find(frame, rows);
          float[] to = frame.floats(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = table[found[row]];
          }
        });
    return result;
  }

  /** Whether each row is one given string. */
  static Operand equal(Call call, Assembly assembly) {
    int constant = call.operand(0) instanceof Operand.Constant ? 0 : 1;
    if (!(call.constant(constant).tensor() instanceof Tensor.Strings(var _, String[] value))
        || value.length != 1) {
      throw call.unsupported("strings of which neither is one constant");
    }
    Operand.Slot strings = TextOperators.strings(call, 1 - constant);
    String expected = value[0];
    StringTable table =
        new StringTable(text -> text.equals(expected) ? 1 : 0, assembly.layout().table());
    Operand.Slot result = assembly.layout().slot(ElementType.BOOL, new Shape.Rows());
    assembly.add(
        (frame, rows) -> {
          int[] found = table.apply(frame, strings.index(), rows);
          boolean[] to = frame.booleans(result.index());
          for (int row = 0; row < rows; row++) {
            to[row] = found[row] == 1;
          }
        });
    return result.reshaped(strings.shape());
  }
}
