package dev.millrace.model.onnx;

import static dev.millrace.model.onnx.NodeWriter.ONNX;
import static dev.millrace.model.onnx.NodeWriter.broadcast;
import static dev.millrace.model.onnx.NodeWriter.require;
import static dev.millrace.model.onnx.NodeWriter.requireSame;

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

  private final GraphBuilder graph;
  private final NodeWriter write;

  public Operators(GraphBuilder graph) {
    this.graph = graph;
    this.write = new NodeWriter(graph);
  }

  public Value constant(boolean value) {
    return write.scalar(new Tensor.Booleans(List.of(), new boolean[] {value}));
  }

  public Value constant(long value) {
    return write.scalar(new Tensor.Longs(List.of(), new long[] {value}));
  }

  public Value constant(float value) {
    return write.scalar(new Tensor.Floats(List.of(), new float[] {value}));
  }

  public Value constant(double value) {
    return write.scalar(new Tensor.Doubles(List.of(), new double[] {value}));
  }

  public Value constant(String value) {
    return write.scalar(new Tensor.Strings(List.of(), new String[] {value}));
  }

  /**
   * A constant row of shape [1, K]: with a value of shape [N, 1] or [N, K] an element-wise operator
   * makes [N, K] of it.
   */
  public Value row(double... values) {
    return write.row(new Tensor.Doubles(List.of(1, values.length), values.clone()));
  }

  /** As {@link #row(double...)}, of INT64. */
  public Value row(long... values) {
    return write.row(new Tensor.Longs(List.of(1, values.length), values.clone()));
  }

  public Value add(Value a, Value b) {
    return write.arithmetic("Add", a, b);
  }

  public Value sub(Value a, Value b) {
    return write.arithmetic("Sub", a, b);
  }

  public Value mul(Value a, Value b) {
    return write.arithmetic("Mul", a, b);
  }

  /** Of integers it rounds towards zero, and the divisor must be a constant other than 0. */
  public Value div(Value a, Value b) {
    return write.arithmetic("Div", a, b);
  }

  /** Of integers only, with the sign of the divisor, which must be a constant other than 0. */
  public Value mod(Value a, Value b) {
    require(a.type() == ElementType.INT64, "Mod takes INT64", a);
    return write.arithmetic("Mod", a, b);
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
    return a.type() == ElementType.INT64 ? where(less(a, b), a, b) : write.arithmetic("Min", a, b);
  }

  /** The greater; of integers written as {@link #min} is. */
  public Value max(Value a, Value b) {
    return a.type() == ElementType.INT64
        ? where(greater(a, b), a, b)
        : write.arithmetic("Max", a, b);
  }

  /** The value, or the nearer of two constant bounds where it is outside them; NaN stays NaN. */
  public Value clip(Value value, Value low, Value high) {
    if (value.type() == ElementType.INT64) {
      return min(max(value, low), high);
    }
    return write.clip(value, low, high);
  }

  /**
   * FLOAT or DOUBLE a raised to the power b. As IEEE 754 says, 1 to any power is 1, NaN and the
   * infinities included, and −1 to an infinite one.
   */
  public Value pow(Value a, Value b) {
    NodeWriter.requireFloating("Pow", a);
    return write.arithmetic("Pow", a, b);
  }

  /** The absolute value of any number; of the least INT64 itself. */
  public Value abs(Value a) {
    return write.ofNumber("Abs", a);
  }

  /** Any number with the other sign; of the least INT64 itself. */
  public Value neg(Value a) {
    return write.ofNumber("Neg", a);
  }

  /** −1, 0 or 1 in the type of any number; NaN of NaN. Of integers written as {@link #min} is. */
  public Value sign(Value a) {
    if (a.type() == ElementType.INT64) {
      Value zero = constant(0L);
      return where(less(a, zero), constant(-1L), cast(less(zero, a), ElementType.INT64));
    }
    return write.function("Sign", a);
  }

  /** Of FLOAT or DOUBLE; NaN of what is less than 0. */
  public Value sqrt(Value a) {
    return write.function("Sqrt", a);
  }

  /** e to the power of a FLOAT or DOUBLE. */
  public Value exp(Value a) {
    return write.function("Exp", a);
  }

  /** The natural logarithm of FLOAT or DOUBLE: −∞ of 0, NaN of what is less. */
  public Value log(Value a) {
    return write.function("Log", a);
  }

  /** Of FLOAT or DOUBLE, in radians. */
  public Value sin(Value a) {
    return write.function("Sin", a);
  }

  /** Of FLOAT or DOUBLE, in radians. */
  public Value cos(Value a) {
    return write.function("Cos", a);
  }

  /** The next whole FLOAT or DOUBLE that is not greater. */
  public Value floor(Value a) {
    return write.function("Floor", a);
  }

  /** The next whole FLOAT or DOUBLE that is not less. */
  public Value ceil(Value a) {
    return write.function("Ceil", a);
  }

  /** The nearest whole FLOAT or DOUBLE, of two the even one. */
  public Value round(Value a) {
    return write.function("Round", a);
  }

  /** Also of strings, where one operand is a constant. */
  public Value equal(Value a, Value b) {
    return write.comparison("Equal", a, b);
  }

  public Value less(Value a, Value b) {
    return write.comparison("Less", a, b);
  }

  public Value lessOrEqual(Value a, Value b) {
    return write.comparison("LessOrEqual", a, b);
  }

  public Value greater(Value a, Value b) {
    return write.comparison("Greater", a, b);
  }

  public Value greaterOrEqual(Value a, Value b) {
    return write.comparison("GreaterOrEqual", a, b);
  }

  public Value and(Value a, Value b) {
    requireSame(ElementType.BOOL, a);
    return write.comparison("And", a, b);
  }

  public Value or(Value a, Value b) {
    requireSame(ElementType.BOOL, a);
    return write.comparison("Or", a, b);
  }

  public Value not(Value a) {
    requireSame(ElementType.BOOL, a);
    return graph.node(ONNX, "Not", List.of(a), List.of(), ElementType.BOOL, a.shape());
  }

  /** True where a FLOAT or DOUBLE is NaN. */
  public Value isNaN(Value a) {
    return write.test("IsNaN", a);
  }

  /** True where a FLOAT or DOUBLE is infinite, of either sign. */
  public Value isInf(Value a) {
    return write.test("IsInf", a);
  }

  /**
   * From any type but STRING to any other: a double to the nearest float, a number to INT64 towards
   * zero, true to 1. To STRING from INT64 only, in decimal digits: how other numbers are written
   * differs between runtimes.
   */
  public Value cast(Value a, ElementType to) {
    require(a.type() != ElementType.STRING, "Cast", a);
    require(to != ElementType.STRING || a.type() == ElementType.INT64, "Cast to STRING", a);
    List<AttributeProto> attributes = List.of(Protos.attribute("to", to.code()));
    return graph.node(ONNX, "Cast", List.of(a), attributes, to, a.shape());
  }

  /** The first value where the condition is true, otherwise the second. */
  public Value where(Value condition, Value a, Value b) {
    requireSame(ElementType.BOOL, condition);
    requireSame(a.type(), b);
    Shape shape = broadcast(condition.shape(), broadcast(a.shape(), b.shape()));
    return graph.node(ONNX, "Where", List.of(condition, a, b), List.of(), a.type(), shape);
  }

  /** The value beside each string among the keys (which differ), or the default. */
  public Value encode(Value strings, List<String> keys, List<Long> values, long other) {
    requireSame(ElementType.STRING, strings);
    return write.encoder(
        strings,
        ElementType.INT64,
        Protos.attribute("default_int64", other),
        Protos.strings("keys_strings", keys),
        Protos.integers("values_int64s", values));
  }

  /** The value beside each string among the keys (which differ), or the default. */
  public Value encodeFloat(Value strings, List<String> keys, List<Float> values, float other) {
    requireSame(ElementType.STRING, strings);
    return write.encoder(
        strings,
        ElementType.FLOAT,
        Protos.attribute("default_float", other),
        Protos.strings("keys_strings", keys),
        Protos.floats("values_floats", values));
  }

  /** The value beside each INT64 among the keys (which differ), or the default. */
  public Value encodeLong(Value integers, List<Long> keys, List<Long> values, long other) {
    requireSame(ElementType.INT64, integers);
    return write.encoder(
        integers,
        ElementType.INT64,
        Protos.attribute("default_int64", other),
        Protos.integers("keys_int64s", keys),
        Protos.integers("values_int64s", values));
  }

  /**
   * The element of a constant table of shape [K] at each INT64 index, in the index's shape; −1 is
   * the last. An index outside −K … K−1 is an error when rows are computed: clip before.
   */
  public Value lookup(double[] table, Value index) {
    return write.lookup(new Tensor.Doubles(List.of(table.length), table.clone()), index);
  }

  /** As {@link #lookup(double[], Value)}, of FLOAT. */
  public Value lookup(float[] table, Value index) {
    return write.lookup(new Tensor.Floats(List.of(table.length), table.clone()), index);
  }

  /** As {@link #lookup(double[], Value)}, of INT64. */
  public Value lookup(long[] table, Value index) {
    return write.lookup(new Tensor.Longs(List.of(table.length), table.clone()), index);
  }

  /** One column of a matrix of numbers or truths, from 0 on, as a value of shape [N]. */
  public Value columnOf(Value matrix, int column) {
    boolean inside = column >= 0 && column < matrix.shape().width();
    require(matrix.shape() instanceof Shape.Matrix && inside, "no column " + column, matrix);
    require(matrix.type() != ElementType.STRING, "no matrix of strings", matrix);
    return write.gather(matrix, constant((long) column), 1, new Shape.Rows());
  }

  /**
   * The sum of each row of a matrix of numbers, as a value of shape [N]; added left to right. (ONNX
   * Runtime 1.29 adds integers in double: they should stay below 2⁵³.)
   */
  public Value sumRows(Value matrix) {
    require(matrix.shape() instanceof Shape.Matrix, "rows of a matrix are summed", matrix);
    require(matrix.type().numeric(), "ReduceSum takes numbers", matrix);
    return write.sumRows(matrix);
  }

  /**
   * The product of a DOUBLE matrix [N, K] and a constant one [K, columns], given row after row;
   * products are added from the first to the last.
   */
  public Value matMul(Value matrix, double[] by, int columns) {
    require(matrix.shape() instanceof Shape.Matrix, "MatMul takes a matrix", matrix);
    requireSame(ElementType.DOUBLE, matrix);
    return write.matMul(
        matrix, new Tensor.Doubles(List.of(matrix.shape().width(), columns), by.clone()));
  }

  /** Each string of a followed by that of b, or constants; one is made of at most 256 strings. */
  public Value concatStrings(Value a, Value b) {
    requireSame(ElementType.STRING, a);
    requireSame(ElementType.STRING, b);
    Shape shape = broadcast(a, b);
    return graph.node(ONNX, "StringConcat", List.of(a, b), List.of(), ElementType.STRING, shape);
  }

  /**
   * A hash of each string, as INT64 from 0 to 2³² − 1: MurmurHash3 in its x86 form of 32 bits (A.
   * Appleby, 2011) of the UTF-8 bytes. ONNX has none; this is the operator of ONNX Runtime.
   */
  public Value hash(Value strings, int seed) {
    requireSame(ElementType.STRING, strings);
    return cast(write.hash(strings, seed), ElementType.INT64);
  }

  /**
   * The words of each string of shape [N]: what spaces divide, where several count as one and those
   * at either end as none. Only U+0020 is a space: ONNX says "whitespace" without saying what that
   * is, and ONNX Runtime divides at nothing else.
   */
  public Tokens split(Value strings) {
    return write.split(strings);
  }

  /**
   * How often each n-gram occurs in each row's words, times its weight if there are weights, as
   * FLOAT [N, K] with a column for each of the K n-grams.
   */
  public Value tfIdf(Tokens tokens, NGrams ngrams) {
    return write.tfIdf(tokens, ngrams);
  }

  /** From [N] to [N, 1]: one column of a matrix. */
  public Value column(Value rows) {
    require(rows.shape() instanceof Shape.Rows, "a column is made of a value of shape [N]", rows);
    return write.reshape("Unsqueeze", rows, new Shape.Matrix(1));
  }

  /** From [N, 1] to [N]. */
  public Value rows(Value column) {
    require(column.shape().equals(new Shape.Matrix(1)), "rows are made of [N, 1]", column);
    return write.reshape("Squeeze", column, new Shape.Rows());
  }

  /** Columns and matrices of one type side by side. */
  public Value concat(List<Value> columns) {
    return write.concat(columns);
  }

  /** A matrix of one type from values of shape [N]: the features that a model takes. */
  public Value matrix(List<Value> rows) {
    return concat(rows.stream().map(this::column).toList());
  }

  /** The ensemble's sum for each row of a FLOAT matrix, as FLOAT [N, 1]. */
  public Value trees(Value features, Trees trees) {
    return trees(features, List.of(trees)).getFirst();
  }

  /** As {@link #trees(Value, Trees)}, of several: with categories, all must be written at once. */
  public List<Value> trees(Value features, List<Trees> ensembles) {
    return write.trees(features, ensembles);
  }

  /** 1 / (1 + e^−x) of FLOAT or DOUBLE. */
  public Value sigmoid(Value a) {
    return write.function("Sigmoid", a);
  }
}
