package dev.millrace.engine.graph;

/** What a step is to a run that is asked for some steps only. */
public enum Part {
  /** It runs, or is in the cache. */
  ASKED,
  /** A step that is asked for takes what it made earlier. */
  NEEDED,
  /**
   * If it is in the cache, that tells what another step would be given, and is in the cache too.
   */
  TELLING,
  /** Nobody looks at it. */
  LEFT_OUT
}
