package dev.millrace.benchmark.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.util.HashMap;
import java.util.Map;

/**
 * A bundle's graph on ONNX Runtime, one thread, with its optimisations: what else one would use.
 */
final class RuntimeSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Signature signature;
  private final OrtSession session;

  RuntimeSession(byte[] onnx, Signature signature) throws OrtException {
    this.signature = signature;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(onnx, options);
    }
  }

  /** The first output of a batch of one row, tensors made and released as each request needs. */
  float predict(Batch row) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (Field field : signature.inputs()) {
        Column column = row.column(field.name());
        inputs.put(field.name(), OnnxTensor.createTensor(environment, values(column)));
        if (field.nullable()) {
          boolean[] present = {column.present(0)};
          inputs.put(field.presenceName(), OnnxTensor.createTensor(environment, present));
        }
      }
      Field output = signature.outputs().getFirst();
      try (OrtSession.Result result = session.run(inputs)) {
        return switch (result.get(signature.tensorName(output)).orElseThrow().getValue()) {
          case float[] floats -> floats[0];
          case float[][] rows -> rows[0][0];
          case Object other -> throw new IllegalStateException("not floats: " + other);
        };
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static Object values(Column column) {
    return switch (column) {
      case Column.Booleans booleans -> booleans.values();
      case Column.Longs longs -> longs.values();
      case Column.Doubles doubles -> doubles.values();
      case Column.Strings strings -> new String[] {strings.present(0) ? strings.value(0) : ""};
    };
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
