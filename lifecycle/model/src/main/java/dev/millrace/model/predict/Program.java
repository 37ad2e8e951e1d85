package dev.millrace.model.predict;

import dev.millrace.model.Signature.Field;
import java.util.List;
import java.util.Optional;

/**
 * A compiled graph.
 *
 * @param inputs in the order of the signature
 * @param kernels in the order to run them in
 * @param outputs in the order of the signature
 */
record Program(Layout layout, List<Input> inputs, Kernel[] kernels, List<Output> outputs) {

  /** Of the values of one block, which should stay in the processor's cache. */
  private static final int BLOCK_BYTES = 1 << 19;

  /**
   * @param mask where the field's presence goes, if it is nullable
   */
  record Input(Field field, Operand.Slot values, Optional<Operand.Slot> mask) {}

  record Output(Field field, Operand.Slot values) {}

  /** How many rows to compute at once: enough to pay for the calls, few enough for the cache. */
  int blockRows() {
    return Math.clamp(BLOCK_BYTES / Math.max(1, layout.rowBytes()), 1, 512);
  }

  void run(Frame frame, int rows) {
    for (Kernel kernel : kernels) {
      kernel.run(frame, rows);
    }
  }
}
