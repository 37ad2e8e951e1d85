package dev.millrace.model.onnx;

/**
 * How large a graph may be. Graphs come from outside, so everything that their bytes could make
 * large is bounded before it is allocated.
 *
 * @param bytes of the file
 * @param messages in the file: nodes, constants, attributes, dimensions
 * @param strings in the file: names, vocabulary entries, modes of tree nodes
 * @param width elements a row of one value
 * @param rowBytes of all values of one row together
 * @param treeDepth decisions from a tree's root to a leaf
 */
public record OnnxLimits(
    int bytes, int messages, int strings, int width, int rowBytes, int treeDepth) {

  /** Room for models far larger than ours: 64 MiB hold 20,000 trees of depth 6. */
  public static final OnnxLimits DEFAULT =
      new OnnxLimits(64 << 20, 1_000_000, 8_000_000, 1 << 16, 8 << 20, 512);
}
