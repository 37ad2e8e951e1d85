package dev.millrace.data.transform;

import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds the nodes that compute numbers, in double precision; a missing one is NaN. Whatever would be
 * infinite, or is not defined, is missing.
 */
final class NumberGraph {

  private final GraphParts parts;
  private final Operators graph;

  NumberGraph(GraphParts parts) {
    this.parts = parts;
    this.graph = parts.operators();
  }

  /**
   * Numbers of shape [N].
   *
   * @param nullable whether any may be missing
   * @param single whether each is small enough for single precision
   */
  record Numbers(Value value, boolean nullable, boolean single) {}

  Numbers source(NumberSource source) {
    return switch (source) {
      case NumberSource.Raw(String column) -> raw(column);
      case NumberSource.Part(String column, DatePart part) -> {
        Value found = new CalendarGraph(graph).part(part, parts.raw(column));
        yield ofColumn(column, graph.cast(found, ElementType.DOUBLE), true);
      }
      case NumberSource.Formula(Arithmetic tree) -> {
        Value made = new ArithmeticGraph(graph, column -> raw(column).value()).of(tree);
        yield new Numbers(finite(made), true, false);
      }
    };
  }

  private Numbers raw(String column) {
    Value raw = parts.raw(column);
    return switch (parts.field(column).type()) {
      case NUMBER -> ofColumn(column, raw, false);
      case INTEGER, BOOLEAN -> ofColumn(column, graph.cast(raw, ElementType.DOUBLE), true);
      case TIMESTAMP -> {
        Value micros = graph.cast(raw, ElementType.DOUBLE);
        yield ofColumn(column, graph.div(micros, graph.constant(1e6)), true);
      }
      case STRING -> throw new IllegalArgumentException("column '" + column + "' is no number");
    };
  }

  private Numbers ofColumn(String column, Value value, boolean single) {
    Field field = parts.field(column);
    return new Numbers(
        parts.presence(column).map(present -> graph.where(present, value, missing())).orElse(value),
        field.nullable(),
        single);
  }

  Numbers after(Numbers numbers, FittedStep step) {
    Value x = numbers.value();
    return switch (step) {
      case FittedStep.Fill(double value) -> fill(numbers, value);
      case FittedStep.Clip(double low, double high) ->
          new Numbers(
              graph.clip(x, graph.constant(low), graph.constant(high)),
              numbers.nullable(),
              numbers.single() || (low >= -Float.MAX_VALUE && high <= Float.MAX_VALUE));
      case FittedStep.Log() -> {
        Value positive = graph.greater(x, graph.constant(0.0));
        yield new Numbers(graph.where(positive, graph.log(x), missing()), true, true);
      }
      case FittedStep.Power(double exponent) -> {
        Value power = graph.pow(x, graph.constant(exponent));
        yield new Numbers(finite(keepMissing(numbers, power)), true, false);
      }
      case FittedStep.Rescale(FittedStep.Line line) -> rescaled(numbers, line);
      case FittedStep.RescalePer per -> rescaled(numbers, per);
      case FittedStep.Buckets(List<Double> borders) -> bucket(numbers, borders);
      case FittedStep.BucketsPer per -> bucket(numbers, per);
    };
  }

  private Numbers fill(Numbers numbers, double value) {
    if (!numbers.nullable()) {
      return numbers;
    }
    Value x = numbers.value();
    boolean single = numbers.single() && Math.abs(value) <= Float.MAX_VALUE;
    return new Numbers(graph.where(graph.isNaN(x), graph.constant(value), x), false, single);
  }

  private Numbers rescaled(Numbers numbers, FittedStep.Line line) {
    Value x = numbers.value();
    Value scaled =
        line.width() == 0
            ? graph.sub(x, x)
            : graph.div(graph.sub(x, graph.constant(line.origin())), graph.constant(line.width()));
    return new Numbers(finite(scaled), true, false);
  }

  private Numbers rescaled(Numbers numbers, FittedStep.RescalePer per) {
    Value x = numbers.value();
    Value key = key(per.keys());
    Value origin = graph.lookup(column(per.lines(), FittedStep.Line::origin), key);
    Value width = graph.lookup(column(per.lines(), FittedStep.Line::width), key);
    Value equal = graph.equal(width, graph.constant(0.0));
    Value scaled = graph.where(equal, graph.sub(x, x), graph.div(graph.sub(x, origin), width));
    return new Numbers(finite(scaled), true, false);
  }

  private static <T> double[] column(List<T> rows, Function<T, Double> value) {
    return rows.stream().mapToDouble(value::apply).toArray();
  }

  /** The place of each row's key; that of all others where it is missing. */
  private Value key(FittedStep.Keys keys) {
    GraphParts.Categories texts = parts.categories(parts.columns().typesOf(List.of(keys.column())));
    Value places = parts.places(texts.texts(), keys.values());
    Value other = graph.constant((long) keys.values().size());
    return texts.present().map(present -> graph.where(present, places, other)).orElse(places);
  }

  private Numbers bucket(Numbers numbers, List<Double> borders) {
    Value x = numbers.value();
    if (borders.isEmpty()) {
      return new Numbers(graph.sub(x, x), numbers.nullable(), true);
    }
    Value row = graph.row(borders.stream().mapToDouble(Double::doubleValue).toArray());
    Value reached = graph.greaterOrEqual(graph.column(x), row);
    Value count = graph.sumRows(graph.cast(reached, ElementType.INT64));
    return counted(numbers, count);
  }

  private Numbers bucket(Numbers numbers, FittedStep.BucketsPer per) {
    Value key = key(per.keys());
    Optional<Value> count = Optional.empty();
    for (int i = 0; i < per.buckets() - 1; i++) {
      int place = i;
      double[] borders =
          column(
              per.borders(),
              list -> place < list.size() ? list.get(place) : Double.POSITIVE_INFINITY);
      Value reached = graph.greaterOrEqual(numbers.value(), graph.lookup(borders, key));
      Value one = graph.cast(reached, ElementType.INT64);
      count = Optional.of(count.map(before -> graph.add(before, one)).orElse(one));
    }
    return count.map(all -> counted(numbers, all)).orElseGet(() -> bucket(numbers, List.of()));
  }

  private Numbers counted(Numbers numbers, Value count) {
    Value bucket = keepMissing(numbers, graph.cast(count, ElementType.DOUBLE));
    return new Numbers(bucket, numbers.nullable(), true);
  }

  /** A result, but missing where the numbers that it was made of are. */
  private Value keepMissing(Numbers of, Value result) {
    return of.nullable() ? graph.where(graph.isNaN(of.value()), missing(), result) : result;
  }

  private Value finite(Value value) {
    return graph.where(graph.isInf(value), missing(), value);
  }

  private Value missing() {
    return graph.constant(Double.NaN);
  }

  /** In single precision; what is too large for it becomes the largest. */
  Value single(Numbers numbers) {
    Value bounded =
        numbers.single()
            ? numbers.value()
            : graph.clip(
                numbers.value(),
                graph.constant((double) -Float.MAX_VALUE),
                graph.constant((double) Float.MAX_VALUE));
    return graph.cast(bounded, ElementType.FLOAT);
  }

  /** An output for each of some whole numbers in a row: 1 where it is that, otherwise 0. */
  Value oneHot(Numbers numbers, int first, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i;
    }
    Value column = graph.column(numbers.value());
    Value hot = graph.cast(graph.equal(column, graph.row(values)), ElementType.FLOAT);
    return numbers.nullable()
        ? graph.where(graph.isNaN(column), graph.constant(Float.NaN), hot)
        : hot;
  }

  /** Elements of a table for whole numbers, the first of which is that of the table's first. */
  Value fromTable(Numbers numbers, int first, float[] table) {
    Value x = numbers.value();
    Value whole = numbers.nullable() ? fill(numbers, first).value() : x;
    Value place = graph.cast(graph.sub(whole, graph.constant((double) first)), ElementType.INT64);
    Value found = graph.lookup(table, place);
    return numbers.nullable()
        ? graph.where(graph.isNaN(x), graph.constant(Float.NaN), found)
        : found;
  }
}
