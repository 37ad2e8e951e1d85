package dev.millrace.serving;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.serving.text.JsonBytes;
import java.util.Set;

/** Writes the answer to an inference request. */
final class InferenceResponse {

  private InferenceResponse() {}

  /**
   * The body.
   *
   * @param wanted names of outputs; empty for all
   * @throws ArithmeticException naming the output, if the model gave a number that JSON cannot hold
   */
  static byte[] write(ServedModel model, String id, Batch outputs, Set<String> wanted) {
    JsonBytes json = new JsonBytes(192 + 24 * outputs.rows());
    json.raw("{\"model_name\":").string(model.name());
    json.raw(",\"model_version\":\"").number(model.version());
    json.raw("\",\"id\":").string(id).raw(",\"outputs\":[");
    boolean first = true;
    for (Signature.Field field : model.signature().outputs()) {
      if (wanted.isEmpty() || wanted.contains(field.name())) {
        json.raw(first ? "" : ",");
        tensor(json, field, outputs);
        first = false;
      }
    }
    return json.raw("]}").toByteArray();
  }

  private static void tensor(JsonBytes json, Signature.Field field, Batch outputs) {
    Column column = outputs.column(field.name());
    json.raw("{\"name\":").string(field.name());
    json.raw(",\"shape\":[").number(outputs.rows());
    json.raw("],\"datatype\":\"").raw(Wire.of(field.type()).name()).raw("\",\"data\":[");
    for (int row = 0; row < outputs.rows(); row++) {
      json.raw(row == 0 ? "" : ",");
      if (column.present(row)) {
        value(json, field, column, row);
      } else {
        json.raw("null");
      }
    }
    json.raw("]}");
  }

  private static void value(JsonBytes json, Signature.Field field, Column column, int row) {
    switch (column) {
      case Column.Booleans booleans -> json.raw(booleans.values()[row] ? "true" : "false");
      case Column.Longs longs -> json.number(longs.values()[row]);
      case Column.Doubles doubles -> json.number(finite(field, doubles.values()[row], row));
      case Column.Strings strings -> json.string(strings.value(row));
    }
  }

  private static double finite(Signature.Field field, double value, int row) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(
          "the model's output '" + field.name() + "' is not a finite number in row " + row);
    }
    return value;
  }
}
