package dev.millrace.model.predict;

/** Trees ready to be walked. */
sealed interface TreeKernel permits TreeEnsemble, MemberTrees {

  /** How many keys a row has. */
  int keys();

  /**
   * Sums the leaves of each row.
   *
   * @param matrix features, row after row
   * @param keys room for {@link #keys} of a row
   * @param sums one for each row
   */
  void sum(float[] matrix, int rows, long[] keys, float[] sums);
}
