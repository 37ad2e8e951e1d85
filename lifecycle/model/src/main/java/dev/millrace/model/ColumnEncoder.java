package dev.millrace.model;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Signature.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes the values of one field as JSON. */
record ColumnEncoder(Field field, Column column) {

  JsonNode encode(int row) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (!column.present(row)) {
      return json.nullNode();
    }
    return switch (column) {
      case Column.Booleans c -> json.booleanNode(c.values()[row]);
      case Column.Longs c ->
          field.type() == DataType.TIMESTAMP
              ? json.stringNode(Timestamps.format(c.values()[row]))
              : json.numberNode(c.values()[row]);
      case Column.Doubles c -> json.numberNode(finite(c.values()[row], row));
      case Column.Strings c -> json.stringNode(c.value(row));
    };
  }

  private double finite(double number, int row) {
    if (!Double.isFinite(number)) {
      throw UserError.failure(
              "'" + field.name() + "' is " + number + " in row " + row + ", which JSON cannot say")
          .hint("the inputs of this row are outside what the model can compute");
    }
    return number;
  }
}
