package dev.millrace.model.predict;

import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.NGrams;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Shape;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Graphs of random operators, as far as ONNX defines their results: no division by zero, no cast to
 * an integer of what is none.
 */
final class RandomGraphs {

  private static final List<String> KEYS = List.of("", "JFK", "ORD", "é", "unseen?");
  private static final List<Long> LONGS = List.of(0L, 1L, -1L, Long.MIN_VALUE, 86_400_000_000L);

  private final Random random;
  private final boolean exact;
  private final GraphBuilder graph = new GraphBuilder("random");
  private final Operators op = new Operators(graph);
  private final List<Value> values = new ArrayList<>();

  private RandomGraphs(Random random, boolean exact) {
    this.random = random;
    this.exact = exact;
  }

  /** A graph of every kind of input and so many nodes, all values as outputs. */
  static GraphBuilder make(int nodes, Random random) {
    return make(nodes, new RandomGraphs(random, false));
  }

  /** As {@link #make}, of operators whose result ONNX or IEEE 754 prescribes to the last bit. */
  static GraphBuilder exact(int nodes, Random random) {
    return make(nodes, new RandomGraphs(random, true));
  }

  private static GraphBuilder make(int nodes, RandomGraphs graphs) {
    graphs.inputs();
    for (int i = 0; i < nodes; i++) {
      graphs.values.add(graphs.node());
    }
    graphs.outputs();
    return graphs.graph;
  }

  private void inputs() {
    for (DataType type : DataType.values()) {
      for (boolean nullable : new boolean[] {false, true}) {
        Field field = new Field(type.text() + (nullable ? "_or_null" : ""), type, nullable);
        values.add(graph.input(field));
        if (nullable) {
          values.add(graph.presence(field));
        }
      }
    }
  }

  private void outputs() {
    values.stream()
        .filter(value -> value.type() != ElementType.STRING)
        .forEach(value -> graph.output("output of " + value.name(), value));
  }

  private Value node() {
    ElementType type = pick(List.of(ElementType.INT64, ElementType.FLOAT, ElementType.DOUBLE));
    return switch (random.nextInt(exact ? 35 : 37)) {
      case 0 -> op.add(any(type), operand(type));
      case 1 -> op.sub(operand(type), any(type));
      case 2 -> op.mul(any(type), operand(type));
      case 3 -> op.div(any(type), divisor(type));
      case 4 -> op.mod(any(ElementType.INT64), divisor(ElementType.INT64));
      case 5 -> op.floorDiv(any(ElementType.INT64), 1 + random.nextInt(1000));
      case 6 -> op.min(any(type), operand(type));
      case 7 -> op.max(operand(type), any(type));
      case 8 -> op.equal(any(type), operand(type));
      case 9 -> op.less(any(type), operand(type));
      case 10 -> op.lessOrEqual(operand(type), any(type));
      case 11 -> op.greater(any(type), any(type));
      case 12 -> op.greaterOrEqual(any(type), operand(type));
      case 13 -> op.and(any(ElementType.BOOL), any(ElementType.BOOL));
      case 14 -> op.or(any(ElementType.BOOL), any(ElementType.BOOL));
      case 15 -> op.not(any(ElementType.BOOL));
      case 16 -> op.isNaN(any(random.nextBoolean() ? ElementType.FLOAT : ElementType.DOUBLE));
      case 17 -> cast();
      case 18 -> op.where(any(ElementType.BOOL), any(type), operand(type));
      case 19 -> op.encode(any(ElementType.STRING), KEYS, List.of(5L, -3L, 0L, 9L, 1L << 40), -1);
      case 20 -> op.encodeFloat(any(ElementType.STRING), KEYS, List.of(.5f, 1f, 2f, 3f, -4f), 7.5f);
      case 21 -> op.equal(any(ElementType.STRING), op.constant(pick(KEYS)));
      case 22 -> function(type);
      case 23 -> op.isInf(any(floating()));
      case 24 -> op.concatStrings(any(ElementType.STRING), strings());
      case 25 -> op.where(any(ElementType.BOOL), strings(), any(ElementType.STRING));
      case 26 -> op.cast(any(ElementType.INT64), ElementType.STRING);
      case 27 -> op.hash(any(ElementType.STRING), random.nextInt());
      case 28 -> op.split(any(ElementType.STRING)).counts();
      case 29 -> ngrams();
      case 30 -> op.encodeLong(any(ElementType.INT64), LONGS, List.of(3L, 1L, 4L, 1L, 5L), -9);
      case 31 -> lookup(type);
      case 32 -> choice();
      case 33 ->
          op.columnOf(op.matrix(List.of(any(type), any(type), any(type))), random.nextInt(3));
      case 34 -> sum(type);
      case 35 -> transcendental(any(floating()));
      case 36 -> {
        ElementType floating = floating();
        yield op.pow(any(floating), operand(floating));
      }
      default -> throw new AssertionError();
    };
  }

  private ElementType floating() {
    return random.nextBoolean() ? ElementType.FLOAT : ElementType.DOUBLE;
  }

  private Value function(ElementType type) {
    return switch (random.nextInt(type == ElementType.INT64 ? 3 : 7)) {
      case 0 -> op.abs(any(type));
      case 1 -> op.neg(any(type));
      case 2 -> op.sign(any(type));
      case 3 -> op.sqrt(any(type));
      case 4 -> op.floor(any(type));
      case 5 -> op.ceil(any(type));
      case 6 -> op.round(any(type));
      default -> throw new AssertionError();
    };
  }

  private Value transcendental(Value value) {
    return switch (random.nextInt(5)) {
      case 0 -> op.exp(value);
      case 1 -> op.log(value);
      case 2 -> op.sin(value);
      case 3 -> op.cos(value);
      case 4 -> op.sigmoid(value);
      default -> throw new AssertionError();
    };
  }

  private Value strings() {
    return random.nextBoolean() ? any(ElementType.STRING) : op.constant(pick(KEYS) + " ");
  }

  private Value ngrams() {
    List<List<String>> grams =
        List.of(List.of("JFK"), List.of("ORD"), List.of("JFK", "ORD"), List.of("ORD", "JFK", "é"));
    int from = random.nextInt(3);
    List<Float> weights = random.nextBoolean() ? List.of() : List.of(.5f, 2f, -1f, 3f);
    NGrams counted =
        new NGrams(grams.subList(from, 4), weights.isEmpty() ? weights : weights.subList(from, 4));
    return op.columnOf(
        op.tfIdf(op.split(any(ElementType.STRING)), counted), random.nextInt(4 - from));
  }

  private Value lookup(ElementType type) {
    Value index = op.clip(any(ElementType.INT64), op.constant(-3L), op.constant(2L));
    return switch (type) {
      case INT64 -> op.lookup(new long[] {7, -7, 1L << 50}, index);
      case FLOAT -> op.lookup(new float[] {.5f, -0f, Float.NaN}, index);
      case DOUBLE -> op.lookup(new double[] {.1, 1e300, Double.NEGATIVE_INFINITY}, index);
      case BOOL, STRING -> throw new AssertionError();
    };
  }

  /** The element of a row of constants beside the one that a value is less than. */
  private Value choice() {
    Value value = op.column(any(ElementType.DOUBLE));
    Value less = op.less(value, op.row(-1, 0, 10, 1e9));
    return op.sumRows(op.where(less, op.row(1L, 20L, 300L, 4000L), op.constant(0L)));
  }

  /** If exact, of two numbers, where the order matters not, or of integers below 2⁵³. */
  private Value sum(ElementType type) {
    if (!exact) {
      return op.sumRows(op.matrix(List.of(any(type), any(type), any(type), any(type))));
    }
    if (type != ElementType.INT64) {
      return op.sumRows(op.matrix(List.of(any(type), any(type))));
    }
    Value small = op.mod(any(type), op.constant(1L << 50));
    return op.sumRows(op.matrix(List.of(small, small, op.neg(small), small)));
  }

  private Value cast() {
    Value from = any(pick(List.of(ElementType.BOOL, ElementType.INT64, ElementType.DOUBLE)));
    if (from.type() != ElementType.DOUBLE || random.nextBoolean()) {
      return op.cast(from, pick(List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.BOOL)));
    }
    Value defined = op.where(op.isNaN(from), op.constant(0.0), from);
    return op.cast(op.clip(defined, op.constant(-1e15), op.constant(1e15)), ElementType.INT64);
  }

  /** A value of shape [N]; of FLOAT there may be none yet. */
  private Value any(ElementType type) {
    List<Value> fitting =
        values.stream()
            .filter(value -> value.type() == type && value.shape() instanceof Shape.Rows)
            .toList();
    return fitting.isEmpty() ? op.cast(any(ElementType.DOUBLE), type) : pick(fitting);
  }

  private Value operand(ElementType type) {
    if (random.nextInt(3) > 0) {
      return any(type);
    }
    return switch (type) {
      case INT64 -> op.constant((long) random.nextInt(-1000, 1000));
      case FLOAT -> op.constant(random.nextBoolean() ? Float.NaN : random.nextInt(-50, 50) / 8f);
      case DOUBLE -> op.constant(random.nextInt(-1000, 1000) / 7.0);
      case BOOL, STRING -> throw new AssertionError();
    };
  }

  private Value divisor(ElementType type) {
    int number = 1 + random.nextInt(100);
    int signed = number == 1 || random.nextBoolean() ? number : -number;
    return switch (type) {
      case INT64 -> op.constant((long) signed);
      case FLOAT -> op.constant(signed / 3f);
      case DOUBLE -> op.constant(signed / 3.0);
      case BOOL, STRING -> throw new AssertionError();
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
