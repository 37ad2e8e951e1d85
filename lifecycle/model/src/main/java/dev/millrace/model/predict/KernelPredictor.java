package dev.millrace.model.predict;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.OnnxGraph;
import dev.millrace.model.onnx.OnnxLimits;
import java.util.List;

/** Computes a graph with our kernels, blocks of rows at a time. */
final class KernelPredictor implements Predictor {

  private final Signature signature;
  private final Program program;
  private final FramePool frames;

  private KernelPredictor(Signature signature, Program program) {
    this.signature = signature;
    this.program = program;
    this.frames = new FramePool(program.layout(), program.blockRows());
  }

  /**
   * Compiles a graph.
   *
   * @throws dev.millrace.core.error.UserError if it is not valid, not of that signature or not
   *     within the limits, or has an operator without a kernel
   */
  static KernelPredictor of(OnnxGraph graph, Signature signature, OnnxLimits limits) {
    return new KernelPredictor(signature, GraphCompiler.compile(graph, signature, limits));
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
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
