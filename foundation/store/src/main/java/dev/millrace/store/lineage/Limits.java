package dev.millrace.store.lineage;

/**
 * How far a walk goes.
 *
 * @param depth edges from the root; from an artifact to what was made from it are two
 * @param nodes at most, the root among them
 */
public record Limits(int depth, int nodes) {
  public static final Limits USUAL = new Limits(40, 2000);

  public Limits {
    if (depth < 0 || nodes < 1) {
      throw new IllegalArgumentException("no walk has " + depth + " edges and " + nodes + " nodes");
    }
  }
}
