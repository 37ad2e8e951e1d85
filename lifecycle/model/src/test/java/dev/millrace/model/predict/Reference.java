package dev.millrace.model.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The same graph on ONNX Runtime, without its optimisations. */
final class Reference implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Signature signature;
  private final OrtSession session;

  Reference(byte[] onnx, Signature signature) throws OrtException {
    this.signature = signature;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      session = environment.createSession(onnx, options);
    }
  }

  /** The outputs by name, as the arrays that ONNX Runtime gives. */
  Map<String, Object> run(Batch batch) throws OrtException {
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    try {
      for (Field field : signature.inputs()) {
        Column column = batch.column(field.name());
        inputs.put(field.name(), OnnxTensor.createTensor(environment, array(column)));
        if (field.nullable()) {
          inputs.put(field.presenceName(), OnnxTensor.createTensor(environment, present(column)));
        }
      }
      Map<String, Object> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(inputs)) {
        for (Field field : signature.outputs()) {
          String name = signature.tensorName(field);
          outputs.put(field.name(), result.get(name).orElseThrow().getValue());
        }
      }
      return outputs;
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private static Object array(Column column) {
    return switch (column) {
      case Column.Booleans c -> c.values();
      case Column.Longs c -> c.values();
      case Column.Doubles c -> c.values();
      case Column.Strings c -> {
        String[] strings = new String[c.size()];
        for (int row = 0; row < strings.length; row++) {
          strings[row] = c.present(row) ? carried(c.value(row)) : "";
        }
        yield strings;
      }
    };
  }

  /** A batch with other strings where ONNX Runtime's Java API would not carry them. */
  static Batch carried(Batch batch) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    batch
        .columns()
        .forEach(
            (name, column) ->
                columns.put(
                    name,
                    column instanceof Column.Strings(String[] dictionary, int[] codes)
                        ? new Column.Strings(
                            Arrays.stream(dictionary)
                                .map(Reference::carried)
                                .toArray(String[]::new),
                            codes)
                        : column));
    return new Batch(batch.rows(), columns);
  }

  /** Its Java API mangles NUL and what is outside the basic plane. */
  private static String carried(String string) {
    boolean plain = string.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c));
    return plain ? string : "not carried";
  }

  private static boolean[] present(Column column) {
    boolean[] present = new boolean[column.size()];
    for (int row = 0; row < present.length; row++) {
      present[row] = column.present(row);
    }
    return present;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
