package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a graph, node after node, in the conventions of this package. Names are made from the
 * scope, the operator and a running number, so the same calls give the same bytes. {@link
 * Operators} says what nodes there are.
 *
 * <p>A model is a transform that goes on: {@link #continuing} opens the outputs of a finished graph
 * again, the trainer adds its nodes, and both are one graph.
 */
public final class GraphBuilder {

  static final String ML_DOMAIN = "ai.onnx.ml";

  /** The operator of trees of thresholds, in {@link #ML_DOMAIN}. */
  static final String TREES = "TreeEnsembleRegressor";

  /** The operator of trees that ask for sets too, in {@link #ML_DOMAIN}. */
  static final String MEMBER_TREES = "TreeEnsemble";

  /** Of the operators that ONNX Runtime adds to the standard. */
  static final String RUNTIME_DOMAIN = "com.microsoft";

  private final OperatorSets operatorSets = new OperatorSets();
  private final List<FunctionProto> functions = new ArrayList<>();
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Value> inputValues = new HashMap<>();
  private final Map<TensorProto, String> constants = new HashMap<>();
  private final List<Field> inputs = new ArrayList<>();
  private final List<Field> outputs = new ArrayList<>();
  private final List<Value> outputValues = new ArrayList<>();
  private String scope = "";

  /**
   * @param name of the graph, as viewers of ONNX files show it
   */
  public GraphBuilder(String name) {
    graph.setName(name);
  }

  /**
   * A builder that goes on with a finished graph of ours: {@link #takeOutputs} gives its outputs as
   * values to compute with.
   */
  public static GraphBuilder continuing(byte[] onnx, Signature signature) {
    return new Continuation(OnnxFile.parse(onnx, OnnxLimits.DEFAULT), signature).open();
  }

  /**
   * Whether a graph is what {@link #continuing} may have made of another: it has its inputs, and
   * begins with its constants and nodes.
   */
  public static boolean continues(byte[] whole, byte[] beginning) {
    GraphProto after = OnnxFile.parse(whole, OnnxLimits.DEFAULT).getGraph();
    GraphProto before = OnnxFile.parse(beginning, OnnxLimits.DEFAULT).getGraph();
    return after.getInputList().equals(before.getInputList())
        && begins(after.getInitializerList(), before.getInitializerList())
        && begins(after.getNodeList(), before.getNodeList());
  }

  private static <T> boolean begins(List<T> whole, List<T> beginning) {
    return whole.size() >= beginning.size() && whole.subList(0, beginning.size()).equals(beginning);
  }

  /** Declares a raw feature and, if it is nullable, its presence mask. */
  public Value input(Field field) {
    ElementType type = ElementType.of(field.type());
    Value value = declare(new Value(claim(field.name()), type, new Shape.Rows()));
    if (field.nullable()) {
      declare(new Value(claim(field.presenceName()), ElementType.BOOL, new Shape.Rows()));
    }
    inputs.add(field);
    return value;
  }

  /** An input declared before, or the presence mask of one. */
  public Value input(String name) {
    Value value = inputValues.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the graph has no input '" + name + "'");
    }
    return value;
  }

  /** The presence mask of a nullable input: true where a row has a value. */
  public Value presence(Field field) {
    return input(field.presenceName());
  }

  /** Names of the nodes that follow begin with this, such as the feature that they compute. */
  public GraphBuilder scope(String scope) {
    this.scope = scope;
    return this;
  }

  /** Makes a value of shape [N] (or [N, 1]) an output of the graph. */
  public GraphBuilder output(Field field, Value value) {
    if (value.shape() instanceof Shape.Scalar || value.shape().width() != 1) {
      throw new IllegalArgumentException(
          "output '" + field.name() + "' needs one element a row, found " + value);
    }
    String name = claim(Signature.tensorName(inputs, field.name()));
    graph.addNode(
        NodeProto.newBuilder()
            .setName(claim(fresh("Identity")))
            .setOpType("Identity")
            .addInput(value.name())
            .addOutput(name));
    Value output = new Value(name, value.type(), value.shape());
    graph.addOutput(Protos.valueInfo(output));
    outputs.add(field);
    outputValues.add(output);
    return this;
  }

  /** As {@link #output(Field, Value)} with the field that follows from the value's type. */
  public GraphBuilder output(String name, Value value) {
    DataType type =
        switch (value.type()) {
          case BOOL -> DataType.BOOLEAN;
          case INT64 -> DataType.INTEGER;
          case FLOAT, DOUBLE -> DataType.NUMBER;
          case STRING -> DataType.STRING;
        };
    return output(new Field(name, type, false), value);
  }

  /** The outputs so far, in order, as values to go on with; they are outputs no longer. */
  public List<Value> takeOutputs() {
    List<Value> taken = List.copyOf(outputValues);
    outputs.clear();
    outputValues.clear();
    graph.clearOutput();
    return taken;
  }

  /**
   * Makes a foreign graph part of this one.
   *
   * @param given a value for each of its inputs, of that shape; another type is cast
   * @param wanted which of its outputs to go on with
   * @return those outputs by name; a matrix of which the graph does not say how wide it is as one
   *     of the greatest width
   * @throws dev.millrace.core.error.UserError if it is written for operators of a version that this
   *     graph cannot have
   */
  public Map<String, Value> embed(
      ForeignGraph foreign, Map<String, Value> given, Collection<ForeignGraph.Port> wanted) {
    operatorSets.take(foreign.model(), graph.build());
    functions.addAll(foreign.model().getFunctionsList());
    Embedding embedding = new Embedding(freshPrefix());
    for (ForeignGraph.Port input : foreign.inputs()) {
      Value value = Objects.requireNonNull(given.get(input.name()), input.name());
      cast(value.name(), embedding.name(input.name()), input.type());
    }
    embedding.add(foreign.model().getGraph(), graph);
    Map<String, Value> outputs = new HashMap<>();
    for (ForeignGraph.Port output : wanted) {
      ElementType type = output.element().orElse(ElementType.FLOAT);
      String name = claim(fresh("Cast"));
      cast(embedding.name(output.name()), name, type.code());
      Shape shape =
          output.matrix()
              ? new Shape.Matrix(output.width().orElse(OnnxLimits.DEFAULT.width()))
              : new Shape.Rows();
      outputs.put(output.name(), new Value(name, type, shape));
    }
    return outputs;
  }

  private void cast(String from, String to, int type) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(to)
            .setOpType("Cast")
            .addInput(from)
            .addOutput(to)
            .addAttribute(Protos.attribute("to", type)));
  }

  /** One that no name so far begins with. */
  private String freshPrefix() {
    int number = 1;
    String prefix = "program/";
    while (isTaken(prefix)) {
      number++;
      prefix = "program_" + number + "/";
    }
    return prefix;
  }

  private boolean isTaken(String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  public Signature signature(String zone) {
    return new Signature(inputs, outputs, zone);
  }

  /** The finished graph as an ONNX file; equal calls gave equal bytes. */
  public byte[] toBytes() {
    return model().toByteArray();
  }

  /**
   * The finished graph, as an ONNX file and as reading that would give it.
   *
   * @throws UserError if no one would read it: it has more than the limits allow
   */
  public Finished finished(OnnxLimits limits) {
    ModelProto model = model();
    byte[] bytes = model.toByteArray();
    OnnxFile.requireWithin(bytes, limits);
    return new Finished(bytes, OnnxGraph.of(model));
  }

  /** A graph that no node is added to any more. */
  public record Finished(byte[] bytes, OnnxGraph graph) {}

  private ModelProto model() {
    return operatorSets
        .model(graph.getNodeList())
        .addAllFunctions(functions)
        .setGraph(graph)
        .build();
  }

  /** A constant; equal constants are one initialiser. */
  Value constant(Tensor tensor, Shape shape) {
    TensorProto unnamed = Protos.tensor(tensor);
    String name =
        constants.computeIfAbsent(
            unnamed,
            proto -> {
              String made = claim(fresh("Constant"));
              graph.addInitializer(proto.toBuilder().setName(made));
              return made;
            });
    return new Value(name, tensor.type(), shape);
  }

  /** A node of one output. */
  Value node(
      String domain,
      String operator,
      List<Value> arguments,
      List<AttributeProto> attributes,
      ElementType type,
      Shape shape) {
    String output = node(domain, operator, arguments, attributes, 1).getFirst();
    return new Value(output, type, shape);
  }

  /** A node of some outputs, whose names it gives; the first is also the node's. */
  List<String> node(
      String domain,
      String operator,
      List<Value> arguments,
      List<AttributeProto> attributes,
      int outputs) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add(claim(fresh(operator)));
    }
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(results.getFirst())
            .setOpType(operator)
            .setDomain(domain)
            .addAllAttribute(attributes)
            .addAllOutput(results);
    arguments.forEach(argument -> node.addInput(argument.name()));
    graph.addNode(node);
    return results;
  }

  private String fresh(String operator) {
    String prefix = scope.isEmpty() ? operator : scope + "/" + operator;
    int number = numbers.getOrDefault(prefix, 1);
    String name = number == 1 ? prefix : prefix + "_" + number;
    while (names.contains(name)) {
      number++;
      name = prefix + "_" + number;
    }
    numbers.put(prefix, number);
    return name;
  }

  private String claim(String name) {
    if (name.isEmpty() || !names.add(name)) {
      throw new IllegalArgumentException(
          name.isEmpty()
              ? "a value of a graph needs a name"
              : "the graph already has a value named '" + name + "'");
    }
    return name;
  }

  private Value declare(Value input) {
    graph.addInput(Protos.valueInfo(input));
    inputValues.put(input.name(), input);
    return input;
  }

  /** Takes a finished graph apart into a builder. */
  private record Continuation(ModelProto model, Signature signature) {

    GraphBuilder open() {
      GraphProto finished = model.getGraph();
      GraphBuilder builder = new GraphBuilder(finished.getName());
      builder.graph.mergeFrom(finished);
      finished.getInputList().forEach(input -> builder.adopt(input, builder.inputValues));
      for (TensorProto initializer : finished.getInitializerList()) {
        builder.names.add(initializer.getName());
        builder.constants.put(initializer.toBuilder().clearName().build(), initializer.getName());
      }
      for (NodeProto node : finished.getNodeList()) {
        builder.names.add(node.getName());
        builder.names.addAll(node.getOutputList());
      }
      builder.inputs.addAll(signature.inputs());
      builder.outputs.addAll(signature.outputs());
      Map<String, Value> values = new HashMap<>();
      finished.getOutputList().forEach(output -> builder.adopt(output, values));
      for (Field output : signature.outputs()) {
        String name = signature.tensorName(output);
        Value value = values.get(name);
        if (value == null) {
          throw new IllegalArgumentException(
              "the graph has no output '" + name + "'; it has " + values.keySet());
        }
        builder.outputValues.add(value);
      }
      return builder;
    }
  }

  private void adopt(ValueInfoProto info, Map<String, Value> into) {
    Value value = Protos.value(info);
    names.add(value.name());
    into.put(value.name(), value);
  }
}
