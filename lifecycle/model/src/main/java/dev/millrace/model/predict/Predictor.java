package dev.millrace.model.predict;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.OnnxGraph;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.List;

/**
 * Computes a graph over batches of rows: a transform's features, a model's predictions. A row gives
 * the same bits alone and in any batch, on one thread and on many. Safe for use by many threads at
 * once.
 */
public final class Predictor {

  private final Signature signature;
  private final Program program;
  private final FramePool frames;

  private Predictor(Signature signature, Program program) {
    this.signature = signature;
    this.program = program;
    this.frames = new FramePool(program.layout(), program.blockRows());
  }

  /**
   * Compiles a graph.
   *
   * @throws dev.millrace.core.error.UserError if the bytes are not a valid graph of that signature
   *     within the {@link OnnxLimits#DEFAULT default limits}, or have an operator without a kernel
   */
  public static Predictor of(byte[] onnx, Signature signature) {
    return of(onnx, signature, OnnxLimits.DEFAULT);
  }

  /** As {@link #of(byte[], Signature)}, with other limits. */
  public static Predictor of(byte[] onnx, Signature signature, OnnxLimits limits) {
    OnnxGraph graph = OnnxGraph.read(onnx, limits);
    return new Predictor(signature, GraphCompiler.compile(graph, signature, limits));
  }

  public Signature signature() {
    return signature;
  }

  /**
   * The outputs of each row, in the signature's order. A FLOAT of the graph is widened exactly. A
   * NaN of a nullable output is a missing value; any other output is given as it was computed.
   *
   * @throws dev.millrace.core.error.UserError if a column is missing, too many, of another type,
   *     null where it must not be, or not finite
   */
  public Batch predict(Batch batch) {
    return predict(batch, 1);
  }

  /**
   * As {@link #predict(Batch)}, with the rows divided among some threads; the bits are the same.
   */
  public Batch predict(Batch batch, int threads) {
    List<Column> columns = Inputs.check(signature, batch);
    Outputs outputs = new Outputs(program.outputs(), batch.rows());
    int most = Math.max(1, batch.rows() / program.blockRows());
    Ranges.run(
        batch.rows(),
        Math.min(threads, most),
        (start, end) -> run(columns, batch.rows(), outputs, start, end));
    return outputs.batch();
  }

  /** How many kernels a block of rows passes through. */
  int kernels() {
    return program.kernels().length;
  }

  private void run(List<Column> columns, int batchRows, Outputs outputs, int start, int end) {
    Frame frame = frames.take();
    try {
      for (int from = start; from < end; from += frame.capacity()) {
        int rows = Math.min(frame.capacity(), end - from);
        frame.block(batchRows, from);
        Inputs.load(program.inputs(), columns, frame, rows);
        program.run(frame, rows);
        outputs.store(frame, rows);
      }
    } finally {
      frames.give(frame);
    }
  }
}
