package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;

/** The families of operators that are checked and written alike. */
final class NodeWriter {

  static final String ONNX = "";

  private final GraphBuilder graph;

  NodeWriter(GraphBuilder graph) {
    this.graph = graph;
  }

  Value scalar(Tensor tensor) {
    return graph.constant(tensor, new Shape.Scalar());
  }

  /** A constant of shape [1, K]. */
  Value row(Tensor tensor) {
    return graph.constant(tensor, new Shape.Matrix(tensor.size()));
  }

  /** A list of integers that an operator takes as an input, such as axes. */
  Value integers(long... values) {
    return graph.constant(new Tensor.Longs(List.of(values.length), values), new Shape.Scalar());
  }

  Value arithmetic(String operator, Value a, Value b) {
    require(a.type().numeric(), operator + " takes numbers", a);
    requireSame(a.type(), b);
    return graph.node(ONNX, operator, List.of(a, b), List.of(), a.type(), broadcast(a, b));
  }

  /** With a result of another type than the operands, which are of one. */
  Value comparison(String operator, Value a, Value b) {
    requireSame(a.type(), b);
    return graph.node(ONNX, operator, List.of(a, b), List.of(), ElementType.BOOL, broadcast(a, b));
  }

  /** A function of FLOAT or DOUBLE to the same type. */
  Value function(String operator, Value a) {
    requireFloating(operator, a);
    return same(operator, a);
  }

  /** A function of any number to the same type. */
  Value ofNumber(String operator, Value a) {
    require(a.type().numeric(), operator + " takes numbers", a);
    return same(operator, a);
  }

  /** Whether a FLOAT or DOUBLE is something. */
  Value test(String operator, Value a) {
    requireFloating(operator, a);
    return graph.node(ONNX, operator, List.of(a), List.of(), ElementType.BOOL, a.shape());
  }

  /** A node of ONNX's machine-learning operators that gives a value for each element. */
  Value encoder(Value keys, ElementType type, AttributeProto... attributes) {
    return graph.node(
        GraphBuilder.ML_DOMAIN,
        "LabelEncoder",
        List.of(keys),
        List.of(attributes),
        type,
        keys.shape());
  }

  /** The elements of data that are at an index along an axis. */
  Value gather(Value data, Value index, int axis, Shape shape) {
    List<AttributeProto> attributes = List.of(Protos.attribute("axis", axis));
    return graph.node(ONNX, "Gather", List.of(data, index), attributes, data.type(), shape);
  }

  Value concat(List<Value> columns) {
    int width = 0;
    for (Value column : columns) {
      requireSame(columns.getFirst().type(), column);
      require(column.shape() instanceof Shape.Matrix, "Concat takes columns", column);
      width += column.shape().width();
    }
    List<AttributeProto> attributes = List.of(Protos.attribute("axis", 1));
    ElementType type = columns.getFirst().type();
    return graph.node(ONNX, "Concat", columns, attributes, type, new Shape.Matrix(width));
  }

  Value clip(Value value, Value low, Value high) {
    require(value.type().numeric(), "Clip takes numbers", value);
    requireSame(value.type(), low);
    requireSame(value.type(), high);
    return graph.node(
        ONNX, "Clip", List.of(value, low, high), List.of(), value.type(), value.shape());
  }

  Tokens split(Value strings) {
    requireSame(ElementType.STRING, strings);
    require(strings.shape() instanceof Shape.Rows, "strings of shape [N] are split", strings);
    List<String> results = graph.node(ONNX, "StringSplit", List.of(strings), List.of(), 2);
    return new Tokens(
        results.getFirst(), new Value(results.getLast(), ElementType.INT64, strings.shape()));
  }

  Value sumRows(Value matrix) {
    List<AttributeProto> attributes = List.of(Protos.attribute("keepdims", 0));
    List<Value> arguments = List.of(matrix, integers(1));
    return graph.node(ONNX, "ReduceSum", arguments, attributes, matrix.type(), new Shape.Rows());
  }

  Value matMul(Value matrix, Tensor.Doubles by) {
    Shape shape = new Shape.Matrix(by.dimensions().getLast());
    require((long) matrix.shape().width() * shape.width() == by.size(), "MatMul", matrix);
    return graph.node(ONNX, "MatMul", List.of(matrix, scalar(by)), List.of(), matrix.type(), shape);
  }

  /** Between [N] and [N, 1], by the operator that changes the second axis. */
  Value reshape(String operator, Value value, Shape shape) {
    return graph.node(ONNX, operator, List.of(value, integers(1)), List.of(), value.type(), shape);
  }

  /** Elements of a constant list, each at an index. */
  Value lookup(Tensor table, Value index) {
    requireSame(ElementType.INT64, index);
    require(table.size() > 0, "a table has elements", index);
    return gather(scalar(table), index, 0, index.shape());
  }

  /** Its element type is UINT32 in truth, which our graphs do not have: to be cast at once. */
  Value hash(Value strings, int seed) {
    return graph.node(
        GraphBuilder.RUNTIME_DOMAIN,
        "MurmurHash3",
        List.of(strings),
        List.of(Protos.attribute("positive", 1), Protos.attribute("seed", seed)),
        ElementType.INT64,
        strings.shape());
  }

  Value tfIdf(Tokens tokens, NGrams ngrams) {
    return graph.node(
        ONNX,
        "TfIdfVectorizer",
        List.of(new Value(tokens.name(), ElementType.STRING, new Shape.Rows())),
        ngrams.attributes(),
        ElementType.FLOAT,
        new Shape.Matrix(ngrams.grams().size()));
  }

  /**
   * All by one operator: no version of ONNX has both. The older one, which every runtime knows,
   * unless there is a set of categories.
   */
  List<Value> trees(Value features, List<Trees> ensembles) {
    boolean members = ensembles.stream().anyMatch(Trees::hasMemberships);
    return ensembles.stream().map(trees -> trees(features, trees, members)).toList();
  }

  private Value trees(Value features, Trees trees, boolean members) {
    requireSame(ElementType.FLOAT, features);
    require(
        features.shape().equals(new Shape.Matrix(trees.features())),
        "the trees have " + trees.features() + " features",
        features);
    return graph.node(
        GraphBuilder.ML_DOMAIN,
        members ? GraphBuilder.MEMBER_TREES : GraphBuilder.TREES,
        List.of(features),
        members ? MemberTreeAttributes.of(trees) : TreeAttributes.of(trees),
        ElementType.FLOAT,
        new Shape.Matrix(1));
  }

  private Value same(String operator, Value a) {
    return graph.node(ONNX, operator, List.of(a), List.of(), a.type(), a.shape());
  }

  static Shape broadcast(Value a, Value b) {
    return broadcast(a.shape(), b.shape());
  }

  static Shape broadcast(Shape a, Shape b) {
    return Shape.broadcast(a, b)
        .orElseThrow(
            () -> new IllegalArgumentException("shapes " + a + " and " + b + " do not combine"));
  }

  static void requireFloating(String operator, Value value) {
    ElementType type = value.type();
    require(type == ElementType.FLOAT || type == ElementType.DOUBLE, operator, value);
  }

  static void requireSame(ElementType type, Value value) {
    require(value.type() == type, "expected " + type, value);
  }

  static void require(boolean condition, String expected, Value found) {
    if (!condition) {
      throw new IllegalArgumentException(expected + "; found " + found);
    }
  }
}
