package dev.millrace.model.predict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What computes a graph. Chosen once, when a bundle is made, and kept in it. */
public enum ModelRuntime {
  /** Our kernels: a row gives the same bits alone and in any batch, on every machine. */
  JAVA,
  /**
   * ONNX Runtime, for graphs of operators that our kernels do not have. Bits may differ between
   * sizes of batches and between machines.
   */
  ONNXRUNTIME;

  /** In manifests, and of models' artifacts; what does not say so is of {@link #JAVA}. */
  public static final String PROPERTY = "runtime";

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: what computes the graph, as in "computed by …". */
  public String words() {
    return switch (this) {
      case JAVA -> "Millrace's own kernels";
      case ONNXRUNTIME -> "ONNX Runtime, as it has operators that Millrace's own kernels do not";
    };
  }
}
