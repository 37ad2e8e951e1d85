package dev.millrace.store.gc;

/**
 * Why something stays.
 *
 * @param what needs it, in words: {@code model flights version 3}
 */
public record Keeper(Reason reason, String what) {

  /** In the order in which they are given: what a model needs may also be young. */
  public enum Reason {
    /** A registered version came from it, or the run that registered or deployed one made it. */
    MODEL_VERSION,
    PIN,
    /** A run that has not ended made it, found it in the cache, or reads it. */
    UNDER_WAY,
    NEWEST_RUNS,
    YOUNG
  }
}
