package dev.millrace.store.lineage;

/**
 * That one thing led to another.
 *
 * @param from the key of what was first
 * @param to the key of what came of it
 * @param name of the input or the output, for those
 */
public record Edge(String from, String to, Link link, String name) {

  /** How they are connected. */
  public enum Link {
    /** An artifact was read by an execution. */
    INPUT,
    /** An execution made an artifact. */
    OUTPUT,
    /** A run ran an execution. */
    RAN,
    /** A run found an execution in the cache. */
    REUSED,
    /** An artifact has the content of another. */
    SAME_CONTENT,
    /** An artifact became a model version. */
    REGISTERED,
    /** An artifact let a model version in. */
    BLESSED,
    /** A run registered a model version. */
    REGISTERED_BY,
    /** A model version was to be served in an environment. */
    DEPLOYED,
    /** A run deployed. */
    DEPLOYED_BY
  }
}
