package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.onnx.Attributes;
import dev.millrace.model.onnx.Node;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Tensor;
import dev.millrace.model.onnx.Unsupported;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node with its operands found, being compiled.
 *
 * @param operands empty where an optional one is left out
 */
record Call(Node node, List<Optional<Result>> operands) {

  /** Checks how many operands there are, and that there is no attribute that we would ignore. */
  Call takes(int least, int most, String... attributes) {
    if (operands.size() < least || operands.size() > most) {
      throw wrong("it takes " + least + " to " + most + " inputs, found " + operands.size());
    }
    for (int i = 0; i < least; i++) {
      result(i);
    }
    attributes()
        .firstExcept(Set.of(attributes))
        .ifPresent(
            name -> {
              throw unsupported("its attribute '" + name + "'");
            });
    return this;
  }

  Attributes attributes() {
    return node.attributes();
  }

  /** An attribute that has so many integers. */
  long[] integers(String name, int expected) {
    long[] values = attributes().integers(name);
    requireLength(name, values.length, expected);
    return values;
  }

  /** Checks how many elements an attribute has. */
  void requireLength(String name, int found, int expected) {
    if (found != expected) {
      throw wrong(name + " has " + found + " elements; expected " + expected);
    }
  }

  /** An input whatever it is. */
  Result result(int index) {
    return find(index).orElseThrow(() -> leftOut(index));
  }

  Operand operand(int index) {
    return optional(index).orElseThrow(() -> leftOut(index));
  }

  Optional<Operand> optional(int index) {
    return find(index).map(this::operand);
  }

  /** An input that is the words of strings, if it is. */
  Optional<Result.Words> words(int index) {
    return find(index)
        .flatMap(
            result ->
                switch (result) {
                  case Result.Words words -> Optional.of(words);
                  case Result.Narrow _, Operand _ -> Optional.empty();
                });
  }

  private Optional<Result> find(int index) {
    return index < operands.size() ? operands.get(index) : Optional.empty();
  }

  private Operand operand(Result result) {
    return switch (result) {
      case Operand operand -> operand;
      case Result.Words _ -> throw unsupported("the words of strings");
      case Result.Narrow _ -> throw unsupported("integers of 32 bits");
    };
  }

  private UserError leftOut(int index) {
    return wrong("its input " + index + " is left out");
  }

  /** All operands, of which none may be left out. */
  List<Operand> all() {
    return operands.stream()
        .map(result -> operand(result.orElseThrow(() -> wrong("one of its inputs is left out"))))
        .toList();
  }

  /** An operand that differs from row to row. */
  Operand.Slot slot(int index) {
    return switch (operand(index)) {
      case Operand.Slot slot -> slot;
      case Operand.Constant _ -> throw unsupported("a constant as its input " + index);
    };
  }

  /** An operand that must be known now: a list of integers, such as axes. */
  long[] integers(int index) {
    return switch (operand(index)) {
      case Operand.Constant(Tensor.Longs(var _, long[] values)) -> values;
      case Operand.Constant _, Operand.Slot _ ->
          throw unsupported("an input " + index + " that is not a constant INT64");
    };
  }

  /** The only constant that an operand is. */
  Operand.Constant constant(int index) {
    return switch (operand(index)) {
      case Operand.Constant constant -> constant;
      case Operand.Slot _ -> throw unsupported("an input " + index + " that is not a constant");
    };
  }

  /** The graph is no valid ONNX at this node. */
  UserError wrong(String why) {
    return UserError.failure("the graph is wrong at " + node.describe() + ": " + why);
  }

  UserError doNotCombine(Shape a, Shape b) {
    return wrong("shapes " + a + " and " + b + " do not combine row by row");
  }

  /** The graph may be valid, but we have no kernel for this. */
  UserError unsupported(String what) {
    return Unsupported.because(node.describe() + " with " + what);
  }
}
