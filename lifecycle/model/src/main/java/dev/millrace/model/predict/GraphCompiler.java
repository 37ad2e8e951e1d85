package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Node;
import dev.millrace.model.onnx.OnnxGraph;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a graph and the signature it must have to a {@link Program}. */
final class GraphCompiler {

  private final OnnxGraph graph;
  private final Signature signature;
  private final Assembly assembly;
  private final NodeCompiler nodes;
  private final Map<String, Result> values = new HashMap<>();

  private GraphCompiler(OnnxGraph graph, Signature signature, OnnxLimits limits) {
    this.graph = graph;
    this.signature = signature;
    this.assembly = new Assembly(limits);
    this.nodes = new NodeCompiler(assembly, limits);
  }

  /**
   * @throws UserError if the graph does not have the signature, is not valid, or has an operator
   *     without a kernel
   */
  static Program compile(OnnxGraph graph, Signature signature, OnnxLimits limits) {
    GraphCompiler compiler = new GraphCompiler(graph, signature, limits);
    List<Program.Input> inputs = compiler.inputs();
    graph.constants().forEach((name, tensor) -> compiler.put(name, new Operand.Constant(tensor)));
    graph.nodes().forEach(compiler::compile);
    List<Program.Output> outputs = compiler.outputs();
    Kernel[] kernels = compiler.assembly.kernels().toArray(Kernel[]::new);
    return new Program(compiler.assembly.layout(), inputs, kernels, outputs);
  }

  private List<Program.Input> inputs() {
    Map<String, Value> declared = byName(graph.inputs());
    Set<String> left = new HashSet<>(declared.keySet());
    List<Program.Input> inputs = new ArrayList<>();
    for (Field field : signature.inputs()) {
      Operand.Slot slot = input(declared, field.name(), ElementType.of(field.type()));
      Optional<Operand.Slot> mask = Optional.empty();
      if (field.nullable()) {
        mask = Optional.of(input(declared, field.presenceName(), ElementType.BOOL));
        left.remove(field.presenceName());
      }
      left.remove(field.name());
      inputs.add(new Program.Input(field, slot, mask));
    }
    if (!left.isEmpty()) {
      throw mismatch(
          "the graph has inputs that the signature lacks: " + left.stream().sorted().toList());
    }
    return inputs;
  }

  private Operand.Slot input(Map<String, Value> declared, String name, ElementType type) {
    Value value = declared.get(name);
    if (value == null || value.type() != type || value.shape().width() != 1) {
      throw mismatch(
          "input '"
              + name
              + "' should be "
              + type
              + " [N] in the graph, found "
              + (value == null ? "none" : value.type() + " " + value.shape()));
    }
    Operand.Slot slot = assembly.layout().slot(type, value.shape());
    put(name, slot);
    return slot;
  }

  private void compile(Node node) {
    Call call = new Call(node, node.inputs().stream().map(name -> operand(node, name)).toList());
    List<Result> results = nodes.compile(call);
    List<String> names = node.outputs();
    if (names.stream().allMatch(String::isEmpty)) {
      throw call.wrong("it has no output");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        continue;
      }
      if (i >= results.size()) {
        throw call.unsupported((i + 1) + " outputs");
      }
      put(names.get(i), results.get(i));
    }
  }

  private Optional<Result> operand(Node node, String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Result operand = values.get(name);
    if (operand == null) {
      throw UserError.failure(
          "the graph is wrong at "
              + node.describe()
              + ": its input '"
              + name
              + "' is not computed before it");
    }
    return Optional.of(operand);
  }

  private List<Program.Output> outputs() {
    Set<String> left = new HashSet<>(byName(graph.outputs()).keySet());
    List<Program.Output> outputs = new ArrayList<>();
    for (Field field : signature.outputs()) {
      String name = signature.tensorName(field);
      if (!left.remove(name)) {
        throw mismatch(
            "the graph has no output '" + name + "'; it has " + left.stream().sorted().toList());
      }
      if (!(values.get(name) instanceof Operand.Slot slot)
          || slot.width() != 1
          || !fits(slot.type(), field.type())) {
        throw mismatch(
            "output '"
                + name
                + "' should be one "
                + field.type().text()
                + " a row, found "
                + describe(values.get(name)));
      }
      outputs.add(new Program.Output(field, slot));
    }
    if (!left.isEmpty()) {
      throw mismatch(
          "the graph has outputs that the signature lacks: " + left.stream().sorted().toList());
    }
    return outputs;
  }

  private static boolean fits(ElementType computed, DataType declared) {
    return switch (computed) {
      case BOOL -> declared == DataType.BOOLEAN;
      case INT64 -> declared == DataType.INTEGER || declared == DataType.TIMESTAMP;
      case FLOAT, DOUBLE -> declared == DataType.NUMBER;
      case STRING -> declared == DataType.STRING;
    };
  }

  private static String describe(@Nullable Result operand) {
    return switch (operand) {
      case null -> "nothing that computes it";
      case Operand.Constant _ -> "a constant";
      case Operand.Slot(var _, ElementType type, Shape shape) -> type + " " + shape;
      case Result.Words _ -> "the words of strings";
      case Result.Narrow _ -> "integers of 32 bits";
    };
  }

  private void put(String name, Result operand) {
    if (name.isEmpty() || values.put(name, operand) != null) {
      throw UserError.failure("the graph has two values named '" + name + "'");
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

  private static UserError mismatch(String why) {
    return UserError.failure("graph and signature differ: " + why)
        .hint("model.onnx and signature.json must come from the same bundle");
  }
}
