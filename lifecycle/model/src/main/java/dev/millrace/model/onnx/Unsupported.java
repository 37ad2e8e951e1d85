package dev.millrace.model.onnx;

import dev.millrace.core.error.UserError;

/**
 * Why a graph that is ONNX has no place among our kernels: it uses something that they do not
 * compute. The cause of the error that says so, so that the choice of a runtime can tell it from a
 * graph that is wrong.
 */
public final class Unsupported extends RuntimeException {

  private static final long serialVersionUID = 1;

  private Unsupported(String what) {
    super(what, null, false, false);
  }

  /**
   * The answer to such a graph.
   *
   * @param what is outside, such as {@code operator 'Conv' (node 'c1')}
   */
  public static UserError because(String what) {
    return UserError.failure("the graph needs ONNX Runtime: " + what + " has no Java kernel")
        .hint("only a model from a program of your own runs there; see docs/training.md")
        .causedBy(new Unsupported(what));
  }

  /** Whether an error is such an answer. */
  public static boolean is(UserError error) {
    return error.getCause() instanceof Unsupported;
  }
}
