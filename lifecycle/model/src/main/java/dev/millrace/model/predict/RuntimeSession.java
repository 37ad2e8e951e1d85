package dev.millrace.model.predict;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The boundary to ONNX Runtime. What crosses it has been checked before: no null reaches native
 * code, where a null string would end the process, and every text is {@link CarriedText carried}.
 */
final class RuntimeSession {

  /** ONNX Runtime 1.29 recurses as it opens a graph, and a small stack ends the process. */
  private static final long OPENING_STACK_BYTES = 64L << 20;

  private final OrtEnvironment environment;
  private final OrtSession session;

  private RuntimeSession(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * @throws UserError if ONNX Runtime does not take the graph
   */
  static RuntimeSession open(byte[] onnx) {
    FutureTask<RuntimeSession> opening = new FutureTask<>(() -> create(onnx));
    Thread thread = new Thread(null, opening, "open-onnx", OPENING_STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return opening.get();
        } catch (InterruptedException e) {
          interrupted = true; // native code cannot be stopped half way
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case OrtException refused ->
            throw UserError.failure("ONNX Runtime does not take the model: " + reason(refused))
                .hint("write it with operators and versions that ONNX Runtime knows")
                .causedBy(refused);
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeSession create(byte[] onnx) throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "millrace");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false); // or the largest batch's memory would stay taken
      options.addConfigEntry("session.load_model_format", "ONNX");
      return new RuntimeSession(environment, environment.createSession(onnx, options));
    }
  }

  /**
   * Computes the rows {@code from ≤ row < to}.
   *
   * @param columns as the signature wants them, in its order
   * @throws UserError if ONNX Runtime cannot compute these rows
   */
  void run(Signature signature, List<Column> columns, int from, int to, RuntimeOutputs outputs) {
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    try {
      for (int i = 0; i < columns.size(); i++) {
        Field field = signature.inputs().get(i);
        inputs.put(CarriedText.carried(field.name()), values(columns.get(i), from, to));
        if (field.nullable()) {
          inputs.put(CarriedText.carried(field.presenceName()), presence(columns.get(i), from, to));
        }
      }
      try (OrtSession.Result result = session.run(inputs, names(signature))) {
        for (int i = 0; i < signature.outputs().size(); i++) {
          outputs.store(i, result.get(i), from, to - from);
        }
      }
    } catch (OrtException e) {
      throw UserError.failure("ONNX Runtime cannot compute these rows: " + reason(e)).causedBy(e);
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  /** Of the outputs, in the signature's order, which the result then has too. */
  private static Set<String> names(Signature signature) {
    Set<String> names = new LinkedHashSet<>();
    signature
        .outputs()
        .forEach(output -> names.add(CarriedText.carried(signature.tensorName(output))));
    return names;
  }

  void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private OnnxTensor values(Column column, int from, int to) throws OrtException {
    int rows = to - from;
    return switch (column) {
      case Column.Booleans c -> {
        boolean[] values = new boolean[rows];
        System.arraycopy(c.values(), from, values, 0, rows);
        yield OnnxTensor.createTensor(environment, values);
      }
      case Column.Longs c ->
          OnnxTensor.createTensor(
              environment, LongBuffer.wrap(c.values(), from, rows), new long[] {rows});
      case Column.Doubles c ->
          OnnxTensor.createTensor(
              environment, DoubleBuffer.wrap(c.values(), from, rows), new long[] {rows});
      case Column.Strings c -> {
        String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
          texts[row] = c.present(from + row) ? CarriedText.carried(c.value(from + row)) : "";
        }
        yield OnnxTensor.createTensor(environment, texts);
      }
    };
  }

  private OnnxTensor presence(Column column, int from, int to) throws OrtException {
    boolean[] present = new boolean[to - from];
    for (int row = 0; row < present.length; row++) {
      present[row] = column.present(from + row);
    }
    return OnnxTensor.createTensor(environment, present);
  }

  private static String reason(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it gives no reason");
  }
}
