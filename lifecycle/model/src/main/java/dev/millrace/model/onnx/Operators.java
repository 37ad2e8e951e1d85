package dev.millrace.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;

/**
 * The operators that our graphs are made of, each as a method that adds one node and checks types
 * and shapes as it does. They mean what the ONNX operator of the same name means; both operands of
 * a binary one have the same type, and a constant or a value of shape [N, 1] is repeated as needed.
 *
 * <p>A misuse is a mistake of the code that writes the graph: {@link IllegalArgumentException}.
 */
public final class Operators {

  private static final String ONNX = "";

  private final GraphBuilder graph;

  public Operators(GraphBuilder graph) {
    this.graph = graph;
  }

  public Value constant(boolean value) {
    return graph.constant(
        new Tensor.Booleans(List.of(), new boolean[] {value}), new Shape.Scalar());
  }

  public Value constant(long value) {
    return graph.constant(new Tensor.Longs(List.of(), new long[] {value}), new Shape.Scalar());
  }

  public Value constant(float value) {
    return graph.constant(new Tensor.Floats(List.of(), new float[] {value}), new Shape.Scalar());
  }

  public Value constant(double value) {
    return graph.constant(new Tensor.Doubles(List.of(), new double[] {value}), new Shape.Scalar());
  }

  public Value constant(String value) {
    return graph.constant(new Tensor.Strings(List.of(), new String[] {value}), new Shape.Scalar());
  }

  public Value add(Value a, Value b) {
    return arithmetic("Add", a, b);
  }

  public Value sub(Value a, Value b) {
    return arithmetic("Sub", a, b);
  }

  public Value mul(Value a, Value b) {
    return arithmetic("Mul", a, b);
  }

  /** Of integers it rounds towards zero, and the divisor must be a constant other than 0. */
  public Value div(Value a, Value b) {
    return arithmetic("Div", a, b);
  }

  /** Of integers only, with the sign of the divisor, which must be a constant other than 0. */
  public Value mod(Value a, Value b) {
    require(a.type() == ElementType.INT64, "Mod takes INT64", a);
    return arithmetic("Mod", a, b);
  }

  /** Integer division that rounds down, so that negative timestamps fall into the right day. */
  public Value floorDiv(Value a, long divisor) {
    Value by = constant(divisor);
    return div(sub(a, mod(a, by)), by);
  }

  /**
   * The lesser. Of integers it is written as a choice: ONNX Runtime 1.29 compares the low halves of
   * two integers in its Min and Max, and our files must be right on every runtime.
   */
  public Value min(Value a, Value b) {
    return a.type() == ElementType.INT64 ? where(less(a, b), a, b) : arithmetic("Min", a, b);
  }

  /** The greater; of integers written as {@link #min} is. */
  public Value max(Value a, Value b) {
    return a.type() == ElementType.INT64 ? where(greater(a, b), a, b) : arithmetic("Max", a, b);
  }

  /** The value, or the nearer of two constant bounds where it is outside them; NaN stays NaN. */
  public Value clip(Value value, Value low, Value high) {
    if (value.type() == ElementType.INT64) {
      return min(max(value, low), high);
    }
    require(value.type().numeric(), "Clip takes numbers", value);
    requireSame(value.type(), low);
    requireSame(value.type(), high);
    return graph.node(
        ONNX, "Clip", List.of(value, low, high), List.of(), value.type(), value.shape());
  }

  /** Also of strings, where one operand is a constant. */
  public Value equal(Value a, Value b) {
    return comparison("Equal", a, b);
  }

  public Value less(Value a, Value b) {
    return comparison("Less", a, b);
  }

  public Value lessOrEqual(Value a, Value b) {
    return comparison("LessOrEqual", a, b);
  }

  public Value greater(Value a, Value b) {
    return comparison("Greater", a, b);
  }

  public Value greaterOrEqual(Value a, Value b) {
    return comparison("GreaterOrEqual", a, b);
  }

  public Value and(Value a, Value b) {
    requireSame(ElementType.BOOL, a);
    return comparison("And", a, b);
  }

  public Value or(Value a, Value b) {
    requireSame(ElementType.BOOL, a);
    return comparison("Or", a, b);
  }

  public Value not(Value a) {
    requireSame(ElementType.BOOL, a);
    return graph.node(ONNX, "Not", List.of(a), List.of(), ElementType.BOOL, a.shape());
  }

  /** True where a FLOAT or DOUBLE is NaN. */
  public Value isNaN(Value a) {
    require(a.type() == ElementType.FLOAT || a.type() == ElementType.DOUBLE, "IsNaN", a);
    return graph.node(ONNX, "IsNaN", List.of(a), List.of(), ElementType.BOOL, a.shape());
  }

  /**
   * From any type but STRING to any other: a double to the nearest float, a number to INT64 towards
   * zero, true to 1.
   */
  public Value cast(Value a, ElementType to) {
    require(a.type() != ElementType.STRING && to != ElementType.STRING, "Cast", a);
    List<AttributeProto> attributes = List.of(Protos.attribute("to", to.code()));
    return graph.node(ONNX, "Cast", List.of(a), attributes, to, a.shape());
  }

  /** The first value where the condition is true, otherwise the second. */
  public Value where(Value condition, Value a, Value b) {
    requireSame(ElementType.BOOL, condition);
    requireSame(a.type(), b);
    require(a.type() != ElementType.STRING, "Where has no kernel for strings", a);
    Shape shape = broadcast(condition.shape(), broadcast(a.shape(), b.shape()));
    return graph.node(ONNX, "Where", List.of(condition, a, b), List.of(), a.type(), shape);
  }

  /** The value beside each string among the keys (which differ), or the default. */
  public Value encode(Value strings, List<String> keys, List<Long> values, long other) {
    return encode(
        strings,
        ElementType.INT64,
        List.of(
            Protos.attribute("default_int64", other),
            Protos.strings("keys_strings", keys),
            Protos.integers("values_int64s", values)));
  }

  /** The value beside each string among the keys (which differ), or the default. */
  public Value encodeFloat(Value strings, List<String> keys, List<Float> values, float other) {
    return encode(
        strings,
        ElementType.FLOAT,
        List.of(
            Protos.attribute("default_float", other),
            Protos.strings("keys_strings", keys),
            Protos.floats("values_floats", values)));
  }

  /** From [N] to [N, 1]: one column of a matrix. */
  public Value column(Value rows) {
    require(rows.shape() instanceof Shape.Rows, "a column is made of a value of shape [N]", rows);
    return graph.node(
        ONNX, "Unsqueeze", List.of(rows, axis()), List.of(), rows.type(), new Shape.Matrix(1));
  }

  /** From [N, 1] to [N]. */
  public Value rows(Value column) {
    require(column.shape().equals(new Shape.Matrix(1)), "rows are made of [N, 1]", column);
    return graph.node(
        ONNX, "Squeeze", List.of(column, axis()), List.of(), column.type(), new Shape.Rows());
  }

  /** Columns and matrices of one type side by side. */
  public Value concat(List<Value> columns) {
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

  /** A matrix of one type from values of shape [N]: the features that a model takes. */
  public Value matrix(List<Value> rows) {
    return concat(rows.stream().map(this::column).toList());
  }

  /** The ensemble's sum for each row of a FLOAT matrix, as FLOAT [N, 1]. */
  public Value trees(Value features, Trees trees) {
    requireSame(ElementType.FLOAT, features);
    require(
        features.shape().equals(new Shape.Matrix(trees.features())),
        "the trees have " + trees.features() + " features",
        features);
    return graph.node(
        GraphBuilder.ML_DOMAIN,
        "TreeEnsembleRegressor",
        List.of(features),
        TreeAttributes.of(trees),
        ElementType.FLOAT,
        new Shape.Matrix(1));
  }

  /** 1 / (1 + e^−x) of FLOAT or DOUBLE. */
  public Value sigmoid(Value a) {
    require(a.type() == ElementType.FLOAT || a.type() == ElementType.DOUBLE, "Sigmoid", a);
    return graph.node(ONNX, "Sigmoid", List.of(a), List.of(), a.type(), a.shape());
  }

  private Value axis() {
    return graph.constant(new Tensor.Longs(List.of(1), new long[] {1}), new Shape.Scalar());
  }

  private Value encode(Value strings, ElementType type, List<AttributeProto> attributes) {
    requireSame(ElementType.STRING, strings);
    return graph.node(
        GraphBuilder.ML_DOMAIN,
        "LabelEncoder",
        List.of(strings),
        attributes,
        type,
        strings.shape());
  }

  private Value arithmetic(String operator, Value a, Value b) {
    require(a.type().numeric(), operator + " takes numbers", a);
    requireSame(a.type(), b);
    Shape shape = broadcast(a.shape(), b.shape());
    return graph.node(ONNX, operator, List.of(a, b), List.of(), a.type(), shape);
  }

  private Value comparison(String operator, Value a, Value b) {
    requireSame(a.type(), b);
    Shape shape = broadcast(a.shape(), b.shape());
    return graph.node(ONNX, operator, List.of(a, b), List.of(), ElementType.BOOL, shape);
  }

  private static Shape broadcast(Shape a, Shape b) {
    return Shape.broadcast(a, b)
        .orElseThrow(
            () -> new IllegalArgumentException("shapes " + a + " and " + b + " do not combine"));
  }

  private static void requireSame(ElementType type, Value value) {
    require(value.type() == type, "expected " + type, value);
  }

  private static void require(boolean condition, String expected, Value found) {
    if (!condition) {
      throw new IllegalArgumentException(expected + "; found " + found);
    }
  }
}
