package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    Ports.requireInputs(signature, graph.inputs());
    Map<String, Value> declared =
        graph.inputs().stream().collect(Collectors.toMap(Value::name, Function.identity()));
    List<Program.Input> inputs = new ArrayList<>();
    for (Field field : signature.inputs()) {
      Operand.Slot slot = input(declared, field.name());
      Optional<Operand.Slot> mask =
          field.nullable() ? Optional.of(input(declared, field.presenceName())) : Optional.empty();
      inputs.add(new Program.Input(field, slot, mask));
    }
    return inputs;
  }

  private Operand.Slot input(Map<String, Value> declared, String name) {
    Value value = Objects.requireNonNull(declared.get(name));
    Operand.Slot slot = assembly.layout().slot(value.type(), value.shape());
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
    Ports.requireOutputs(signature, graph.outputs());
    List<Program.Output> outputs = new ArrayList<>();
    for (Field field : signature.outputs()) {
      String name = signature.tensorName(field);
      if (!(values.get(name) instanceof Operand.Slot slot)
          || slot.width() != 1
          || !Ports.fits(slot.type(), field.type())) {
        throw Ports.unfit(name, field, describe(values.get(name)));
      }
      outputs.add(new Program.Output(field, slot));
    }
    return outputs;
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
}
