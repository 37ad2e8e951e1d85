package dev.millrace.data.transform;

import dev.millrace.data.transform.Arithmetic.NamedFunction;
import dev.millrace.data.transform.Arithmetic.Operator;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.List;
import java.util.function.Function;

/**
 * Adds the nodes of arithmetic in double precision. NaN stands for what is missing, and wherever
 * IEEE 754 would make something else of a NaN, it is written so that it stays.
 */
final class ArithmeticGraph {

  private final Operators graph;
  private final Function<String, Value> columns;

  /**
   * @param columns as DOUBLE, NaN where they are missing
   */
  ArithmeticGraph(Operators graph, Function<String, Value> columns) {
    this.graph = graph;
    this.columns = columns;
  }

  Value of(Arithmetic tree) {
    return switch (tree) {
      case Arithmetic.Constant(double value) -> graph.constant(value);
      case Arithmetic.Column(String name) -> columns.apply(name);
      case Arithmetic.Negated(Arithmetic of) -> graph.neg(of(of));
      case Arithmetic.Binary(Operator operator, Arithmetic left, Arithmetic right) ->
          binary(operator, of(left), of(right));
      case Arithmetic.Choice(Arithmetic condition, Arithmetic then, Arithmetic otherwise) -> {
        Value asked = of(condition);
        Value chosen = graph.where(not0(asked), of(then), of(otherwise));
        yield graph.where(graph.isNaN(asked), missing(), chosen);
      }
      case Arithmetic.Call(NamedFunction function, List<Arithmetic> arguments) ->
          call(function, arguments.stream().map(this::of).toList());
    };
  }

  private Value binary(Operator operator, Value left, Value right) {
    return switch (operator) {
      case ADD -> graph.add(left, right);
      case SUBTRACT -> graph.sub(left, right);
      case MULTIPLY -> graph.mul(left, right);
      case DIVIDE -> {
        Value zero = graph.equal(right, graph.constant(0.0));
        yield graph.where(zero, missing(), graph.div(left, right));
      }
      case LESS -> truth(left, right, graph.less(left, right));
      case LESS_OR_EQUAL -> truth(left, right, graph.lessOrEqual(left, right));
      case GREATER -> truth(left, right, graph.greater(left, right));
      case GREATER_OR_EQUAL -> truth(left, right, graph.greaterOrEqual(left, right));
      case EQUAL -> truth(left, right, graph.equal(left, right));
      case NOT_EQUAL -> truth(left, right, graph.not(graph.equal(left, right)));
    };
  }

  /** 1 or 0, or missing where an operand is. */
  private Value truth(Value left, Value right, Value holds) {
    return known(left, right, graph.cast(holds, ElementType.DOUBLE));
  }

  private Value call(NamedFunction function, List<Value> arguments) {
    Value x = arguments.getFirst();
    Value y = arguments.getLast();
    return switch (function) {
      case MIN -> known(x, y, graph.where(graph.less(y, x), y, x));
      case MAX -> known(x, y, graph.where(graph.greater(y, x), y, x));
      case POW -> known(x, y, graph.pow(x, y));
      case ABS -> graph.abs(x);
      case SQRT -> graph.sqrt(x);
      case LOG -> graph.where(graph.greater(x, graph.constant(0.0)), graph.log(x), missing());
      case EXP -> graph.exp(x);
      case FLOOR -> graph.floor(x);
    };
  }

  private Value known(Value left, Value right, Value result) {
    Value either = graph.or(graph.isNaN(left), graph.isNaN(right));
    return graph.where(either, missing(), result);
  }

  private Value not0(Value value) {
    return graph.not(graph.equal(value, graph.constant(0.0)));
  }

  private Value missing() {
    return graph.constant(Double.NaN);
  }
}
