package dev.millrace.model.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;

/** From ONNX Runtime's tensors to the columns of the answer. */
final class RuntimeOutputs {

  private final List<Field> fields;
  private final int rows;
  private final List<Column> columns;

  RuntimeOutputs(Signature signature, int rows) {
    this.fields = signature.outputs();
    this.rows = rows;
    this.columns = fields.stream().map(field -> allocate(field, rows)).toList();
  }

  private static Column allocate(Field field, int rows) {
    return switch (field.type()) {
      case BOOLEAN -> new Column.Booleans(new boolean[rows], null);
      case INTEGER, TIMESTAMP -> new Column.Longs(new long[rows], null);
      case NUMBER ->
          new Column.Doubles(new double[rows], field.nullable() ? new boolean[rows] : null);
      case STRING -> strings(rows);
    };
  }

  /** Each row has an entry of its own, so that threads that store rows share nothing. */
  private static Column.Strings strings(int rows) {
    int[] codes = new int[rows];
    Arrays.setAll(codes, row -> row);
    return new Column.Strings(new String[rows], codes);
  }

  /**
   * Takes the values of some rows.
   *
   * @param output which one
   * @throws UserError if they are not one value a row of the output's type
   */
  void store(int output, OnnxValue value, int start, int count) throws OrtException {
    if (!(value instanceof OnnxTensor tensor) || !oneEach(tensor, count)) {
      throw UserError.failure(
          "ONNX Runtime gave output '"
              + fields.get(output).name()
              + "' as "
              + value.getInfo()
              + " for "
              + count
              + " rows; expected one value a row");
    }
    OnnxJavaType type = tensor.getInfo().type;
    switch (columns.get(output)) {
      case Column.Booleans c when type == OnnxJavaType.BOOL -> {
        ByteBuffer bytes = tensor.getByteBuffer();
        for (int row = 0; row < count; row++) {
          c.values()[start + row] = bytes.get(row) != 0;
        }
      }
      case Column.Longs c when type == OnnxJavaType.INT64 ->
          tensor.getLongBuffer().get(c.values(), start, count);
      case Column.Doubles c when type == OnnxJavaType.FLOAT ->
          store(c, tensor.getFloatBuffer()::get, start, count);
      case Column.Doubles c when type == OnnxJavaType.DOUBLE ->
          store(c, tensor.getDoubleBuffer()::get, start, count);
      case Column.Strings c when tensor.getValue() instanceof String[] texts -> {
        for (int row = 0; row < count; row++) {
          c.dictionary()[start + row] = CarriedText.original(texts[row]);
        }
      }
      case Column.Booleans _, Column.Longs _, Column.Doubles _, Column.Strings _ ->
          throw UserError.failure(
              "ONNX Runtime gave output '" + fields.get(output).name() + "' as " + type);
    }
  }

  private static boolean oneEach(OnnxTensor tensor, int count) {
    long[] shape = tensor.getInfo().getShape();
    return shape.length == 1 && shape[0] == count;
  }

  private static void store(Column.Doubles to, IntToDoubleFunction from, int start, int count) {
    boolean[] present = to.present();
    for (int row = 0; row < count; row++) {
      double value = from.applyAsDouble(row);
      boolean missing = present != null && Double.isNaN(value);
      if (present != null) {
        present[start + row] = !missing;
      }
      to.values()[start + row] = missing ? 0 : value;
    }
  }

  Batch batch() {
    SequencedMap<String, Column> named = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      named.put(fields.get(i).name(), columns.get(i));
    }
    return new Batch(rows, named);
  }
}
