package dev.millrace.data.transform;

import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/** What the parts of a transform's graph share: its raw columns, as values to compute with. */
final class GraphParts {

  private final GraphBuilder builder = new GraphBuilder("transform");
  private final Operators operators = new Operators(builder);
  private final RawColumns columns;

  /**
   * @param wanted raw columns, which become inputs in the order of the examples
   */
  GraphParts(RawColumns columns, Collection<String> wanted) {
    this.columns = columns;
    columns.fields(wanted).forEach(builder::input);
  }

  GraphBuilder builder() {
    return builder;
  }

  Operators operators() {
    return operators;
  }

  RawColumns columns() {
    return columns;
  }

  Field field(String column) {
    return columns.field(column);
  }

  Value raw(String column) {
    return builder.input(column);
  }

  /** Which rows have a value; empty if all do. */
  Optional<Value> presence(String column) {
    Field field = field(column);
    return field.nullable() ? Optional.of(builder.presence(field)) : Optional.empty();
  }

  /**
   * Categories as text.
   *
   * @param present which rows have one; empty if all do
   */
  record Categories(Value texts, Optional<Value> present) {}

  /** The categories that columns are together; as {@link CategoryTexts} makes them. */
  Categories categories(SequencedMap<String, DataType> from) {
    Optional<Categories> joined = Optional.empty();
    for (var column : from.entrySet()) {
      Categories next =
          new Categories(text(column.getKey(), column.getValue()), presence(column.getKey()));
      joined = Optional.of(joined.map(before -> join(before, next)).orElse(next));
    }
    return joined.orElseThrow();
  }

  private Categories join(Categories left, Categories right) {
    Value separated =
        operators.concatStrings(
            left.texts(), operators.constant(String.valueOf(CategoryTexts.SEPARATOR)));
    Optional<Value> present =
        left.present().isPresent() && right.present().isPresent()
            ? Optional.of(operators.and(left.present().get(), right.present().get()))
            : left.present().or(right::present);
    return new Categories(operators.concatStrings(separated, right.texts()), present);
  }

  private Value text(String column, DataType type) {
    Value raw = raw(column);
    return switch (type) {
      case STRING -> raw;
      case INTEGER -> operators.cast(raw, ElementType.STRING);
      case BOOLEAN -> operators.where(raw, operators.constant("true"), operators.constant("false"));
      case NUMBER, TIMESTAMP ->
          throw new IllegalArgumentException("column '" + column + "' is no category");
    };
  }

  /** The place of each text among some, or their number. */
  Value places(Value texts, List<String> among) {
    if (among.isEmpty()) {
      // An encoder needs a key: this one is no other place than that of all others.
      return operators.encode(texts, List.of(""), List.of(0L), 0);
    }
    List<Long> places = LongStream.range(0, among.size()).boxed().toList();
    return operators.encode(texts, among, places, among.size());
  }
}
