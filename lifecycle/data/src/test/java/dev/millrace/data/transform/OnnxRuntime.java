package dev.millrace.data.transform;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Computes a graph by another runtime, as it is written: nothing is optimised. */
final class OnnxRuntime {

  private OnnxRuntime() {}

  /**
   * The values of each output, NaN where one is missing; but for those whose names its Java API
   * cannot carry.
   */
  static Map<String, float[]> outputs(TransformFiles files, Batch raw) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    Map<String, float[]> outputs = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(files.onnx(), plain(options))) {
      for (Field field : files.signature().inputs()) {
        Column column = raw.column(field.name());
        inputs.put(field.name(), OnnxTensor.createTensor(environment, array(column)));
        if (field.nullable()) {
          inputs.put(field.presenceName(), OnnxTensor.createTensor(environment, present(column)));
        }
      }
      Set<String> wanted = new HashSet<>();
      files.signature().outputs().forEach(field -> wanted.add(files.signature().tensorName(field)));
      wanted.removeIf(name -> name.chars().anyMatch(c -> Character.isSurrogate((char) c)));
      try (OrtSession.Result result = session.run(inputs, wanted)) {
        for (Field field : files.signature().outputs()) {
          if (!wanted.contains(files.signature().tensorName(field))) {
            continue;
          }
          String name = files.signature().tensorName(field);
          outputs.put(field.name(), (float[]) result.get(name).orElseThrow().getValue());
        }
      }
      return outputs;
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private static OrtSession.SessionOptions plain(OrtSession.SessionOptions options)
      throws OrtException {
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
    options.setIntraOpNumThreads(1);
    return options;
  }

  private static Object array(Column column) {
    return switch (column) {
      case Column.Booleans c -> c.values();
      case Column.Longs c -> c.values();
      case Column.Doubles c -> c.values();
      case Column.Strings c -> {
        String[] strings = new String[c.size()];
        for (int row = 0; row < strings.length; row++) {
          strings[row] = c.present(row) ? c.value(row) : "";
        }
        yield strings;
      }
    };
  }

  private static boolean[] present(Column column) {
    boolean[] present = new boolean[column.size()];
    for (int row = 0; row < present.length; row++) {
      present[row] = column.present(row);
    }
    return present;
  }
}
