package dev.millrace.model.onnx;

import dev.millrace.core.error.UserError;

/** The answer to a graph that is ONNX, but uses something that our kernels do not compute. */
public final class Unsupported {

  private Unsupported() {}

  /**
   * @param what is outside, such as {@code operator 'Conv' (node 'c1')}
   */
  public static UserError because(String what) {
    return UserError.failure("the graph needs ONNX Runtime: " + what + " has no Java kernel")
        .hint("this version runs only graphs of its own operators; export the model with those");
  }
}
