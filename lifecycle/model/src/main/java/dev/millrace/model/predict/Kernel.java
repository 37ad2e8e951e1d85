package dev.millrace.model.predict;

/** One compiled node. */
interface Kernel {

  /** Computes the node's value for the first rows of the frame. */
  void run(Frame frame, int rows);
}
