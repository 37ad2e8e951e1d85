package dev.millrace.model.predict;

/**
 * The nodes of an ensemble, numbered from 0 on, as one of ONNX's operators describes them. Whoever
 * gives it has made sure that every walk from a root ends, and that its trees, a node counted as
 * often as it is reached, have no more nodes than {@link #size}.
 */
interface TreeSource {

  /** In the order in which the trees are summed. */
  int[] roots();

  /** How many nodes the trees have together. */
  int size();

  TreeMode mode(int node);

  long feature(int node);

  float threshold(int node);

  /** What a node of mode MEMBER looks for. */
  float[] members(int node);

  int whenTrue(int node);

  int whenFalse(int node);

  boolean missingTracksTrue(int node);

  float weight(int leaf);

  /** For messages: {@code node 7 of tree 2}. */
  String describe(int node);
}
