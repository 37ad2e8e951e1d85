package dev.millrace.serving;

import dev.millrace.model.DataType;
import java.util.List;

/**
 * How the value domain appears in the Open Inference Protocol.
 *
 * @see <a
 *     href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">the
 *     protocol</a>
 */
enum Wire {
  BOOL,
  INT32,
  INT64,
  FP32,
  FP64,
  BYTES;

  /** The datatype in which a value is described and answered. */
  static Wire of(DataType type) {
    return accepted(type).getFirst();
  }

  /** The datatypes in which a value may be sent: those that hold it without a change. */
  static List<Wire> accepted(DataType type) {
    return switch (type) {
      case BOOLEAN -> List.of(BOOL);
      case INTEGER -> List.of(INT64, INT32);
      case NUMBER -> List.of(FP64, FP32, INT64, INT32);
      case STRING -> List.of(BYTES);
      case TIMESTAMP -> List.of(INT64, BYTES);
    };
  }
}
