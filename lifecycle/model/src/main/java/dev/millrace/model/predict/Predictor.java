package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.OnnxGraph;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Unsupported;

/**
 * Computes a graph over batches of rows: a transform's features, a model's predictions. Safe for
 * use by many threads at once.
 */
public sealed interface Predictor permits KernelPredictor, RuntimePredictor {

  /**
   * Compiles a graph to our kernels: a row gives the same bits alone and in any batch, on one
   * thread and on many; but those of a NaN, which Java leaves open.
   *
   * @throws UserError if the bytes are not a valid graph of that signature within the {@link
   *     OnnxLimits#DEFAULT default limits}, or have an operator without a kernel
   */
  static Predictor of(byte[] onnx, Signature signature) {
    return of(onnx, signature, OnnxLimits.DEFAULT);
  }

  /** As {@link #of(byte[], Signature)}, of a graph that is read already. */
  static Predictor of(OnnxGraph graph, Signature signature) {
    return KernelPredictor.of(graph, signature, OnnxLimits.DEFAULT);
  }

  /** As {@link #of(byte[], Signature)}, with other limits. */
  static Predictor of(byte[] onnx, Signature signature, OnnxLimits limits) {
    return KernelPredictor.of(OnnxGraph.read(onnx, limits), signature, limits);
  }

  /**
   * A graph on the runtime that was chosen for it.
   *
   * @throws UserError if the bytes are not a graph of that signature within the default limits, or
   *     the runtime does not take it
   */
  static Predictor of(byte[] onnx, Signature signature, ModelRuntime runtime) {
    return switch (runtime) {
      case JAVA -> of(onnx, signature);
      case ONNXRUNTIME -> RuntimePredictor.of(onnx, signature, OnnxLimits.DEFAULT);
    };
  }

  /**
   * A graph on our kernels if they have all that it needs, else on ONNX Runtime.
   *
   * @throws UserError if the bytes are not a graph of that signature within the default limits, or
   *     neither takes it
   */
  static Predictor chosen(byte[] onnx, Signature signature) {
    try {
      return of(onnx, signature);
    } catch (UserError e) {
      if (Unsupported.is(e)) {
        return of(onnx, signature, ModelRuntime.ONNXRUNTIME);
      }
      throw e;
    }
  }

  /** What computes the graph. */
  default ModelRuntime runtime() {
    return switch (this) {
      case KernelPredictor _ -> ModelRuntime.JAVA;
      case RuntimePredictor _ -> ModelRuntime.ONNXRUNTIME;
    };
  }

  Signature signature();

  /**
   * The outputs of each row, in the signature's order. A FLOAT of the graph is widened exactly. A
   * NaN of a nullable output is a missing value; any other output is given as it was computed.
   *
   * @throws UserError if a column is missing, too many, of another type, null where it must not be,
   *     or not finite; or if ONNX Runtime cannot compute these rows
   */
  default Batch predict(Batch batch) {
    return predict(batch, 1);
  }

  /**
   * As {@link #predict(Batch)}, with the rows divided among some threads; from our kernels the bits
   * are the same.
   */
  Batch predict(Batch batch, int threads);
}
