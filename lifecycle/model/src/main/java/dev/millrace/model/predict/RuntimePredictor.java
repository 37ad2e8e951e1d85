package dev.millrace.model.predict;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.RuntimeGraph;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Computes a whole graph on ONNX Runtime, for operators that our kernels do not have. Its classes
 * and its native code are loaded when the first such graph is opened, and not before.
 *
 * <p>Native memory goes when the predictor is no longer reachable: whoever replaces a served model
 * cannot know which request still holds the old one, and a session closed under a call would end
 * the process.
 */
final class RuntimePredictor implements Predictor {

  /** Enough to pay for a call, few enough that what a graph makes of them stays small. */
  private static final int BLOCK_ROWS = 4096;

  private static final Cleaner CLEANER = Cleaner.create();

  private final Signature signature;
  private final RuntimeSession session;

  private RuntimePredictor(Signature signature, RuntimeSession session) {
    this.signature = signature;
    this.session = session;
    CLEANER.register(this, session::close);
  }

  /**
   * Opens a graph.
   *
   * @throws UserError if the bytes are not a graph of that signature within the limits, ONNX
   *     Runtime does not take it, or is not there
   */
  static RuntimePredictor of(byte[] onnx, Signature signature, OnnxLimits limits) {
    RuntimeGraph graph = RuntimeGraph.read(onnx, limits, CarriedText::carried);
    Ports.requireInputs(signature, graph.inputs());
    Ports.requireOutputs(signature, graph.outputs());
    Ports.requireRows(signature, graph.inputs(), graph.outputs());
    try {
      return new RuntimePredictor(signature, RuntimeSession.open(graph.onnx()));
    } catch (LinkageError e) {
      throw UserError.failure(
              "the model runs on ONNX Runtime, which is not here: " + e.getMessage())
          .hint("put com.microsoft.onnxruntime:onnxruntime on the class path")
          .causedBy(e);
    }
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public Batch predict(Batch batch, int threads) {
    List<Column> columns = Inputs.check(signature, batch);
    RuntimeOutputs outputs = new RuntimeOutputs(signature, batch.rows());
    try {
      Ranges.run(
          batch.rows(),
          Math.min(threads, Math.max(1, batch.rows() / BLOCK_ROWS)),
          (start, end) -> {
            for (int from = start; from < end; from += BLOCK_ROWS) {
              int to = Math.min(end, from + BLOCK_ROWS);
              session.run(signature, columns, from, to, outputs);
            }
          });
      return outputs.batch();
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
