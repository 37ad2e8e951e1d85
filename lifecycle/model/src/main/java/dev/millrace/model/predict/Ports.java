package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds what a graph declares to the signature that it should have. */
final class Ports {

  private Ports() {}

  /**
   * @throws UserError naming an input in which they differ
   */
  static void requireInputs(Signature signature, List<Value> declared) {
    Map<String, Value> left = byName(declared);
    for (Field field : signature.inputs()) {
      require(field.name(), ElementType.of(field.type()), left.remove(field.name()));
      if (field.nullable()) {
        require(field.presenceName(), ElementType.BOOL, left.remove(field.presenceName()));
      }
    }
    requireNone("inputs", left);
  }

  /**
   * @throws UserError naming an output that one of them lacks
   */
  static void requireOutputs(Signature signature, List<Value> declared) {
    Map<String, Value> left = byName(declared);
    for (Field field : signature.outputs()) {
      String name = signature.tensorName(field);
      if (left.remove(name) == null) {
        throw mismatch(
            "the graph has no output '" + name + "'; it has " + new TreeSet<>(left.keySet()));
      }
    }
    requireNone("outputs", left);
  }

  /**
   * For a graph that is computed elsewhere: that each port is [N], and each output of its type.
   *
   * @throws UserError naming the first that is not
   */
  static void requireRows(Signature signature, List<Value> inputs, List<Value> outputs) {
    for (Value input : inputs) {
      if (!(input.shape() instanceof Shape.Rows)) {
        throw mismatch("input '" + input.name() + "' should be [N], found " + input.shape());
      }
    }
    Map<String, Value> declared = byName(outputs);
    for (Field field : signature.outputs()) {
      Value value = declared.get(signature.tensorName(field));
      if (value != null
          && (!(value.shape() instanceof Shape.Rows) || !fits(value.type(), field.type()))) {
        throw unfit(value.name(), field, value.type() + " " + value.shape());
      }
    }
  }

  /** Whether values of an element type are ones of the domain's type. */
  static boolean fits(ElementType computed, DataType declared) {
    return switch (computed) {
      case BOOL -> declared == DataType.BOOLEAN;
      case INT64 -> declared == DataType.INTEGER || declared == DataType.TIMESTAMP;
      case FLOAT, DOUBLE -> declared == DataType.NUMBER;
      case STRING -> declared == DataType.STRING;
    };
  }

  static UserError unfit(String name, Field field, String found) {
    return mismatch(
        "output '" + name + "' should be one " + field.type().text() + " a row, found " + found);
  }

  private static UserError mismatch(String why) {
    return UserError.failure("graph and signature differ: " + why)
        .hint("model.onnx and signature.json must come from the same bundle");
  }

  private static void require(String name, ElementType type, @Nullable Value found) {
    if (found == null || found.type() != type || found.shape().width() != 1) {
      throw mismatch(
          "input '"
              + name
              + "' should be "
              + type
              + " [N] in the graph, found "
              + (found == null ? "none" : found.type() + " " + found.shape()));
    }
  }

  private static void requireNone(String what, Map<String, Value> left) {
    if (!left.isEmpty()) {
      throw mismatch(
          "the graph has " + what + " that the signature lacks: " + new TreeSet<>(left.keySet()));
    }
  }

  private static Map<String, Value> byName(List<Value> values) {
    Map<String, Value> map = new HashMap<>();
    for (Value value : values) {
      if (map.put(value.name(), value) != null) {
        throw UserError.failure("the graph declares '" + value.name() + "' twice");
      }
    }
    return map;
  }
}
