package dev.millrace.model.predict;

import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
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

  private final Random random;
  private final GraphBuilder graph = new GraphBuilder("random");
  private final Operators op = new Operators(graph);
  private final List<Value> values = new ArrayList<>();

  private RandomGraphs(Random random) {
    this.random = random;
  }

  /** A graph of every kind of input and so many nodes, all values as outputs. */
  static GraphBuilder make(int nodes, Random random) {
    RandomGraphs graphs = new RandomGraphs(random);
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
    return switch (random.nextInt(22)) {
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
      default -> throw new AssertionError();
    };
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
