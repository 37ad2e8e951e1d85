package dev.millrace.engine.graph;

import java.util.SequencedSet;

/** What a step is to do now that all others that it waits for have ended. */
public sealed interface Turn {

  /** All that it needs is there. */
  record Go() implements Turn {}

  /** It is not to run, and nothing is wrong with that. */
  record Skip(String why) implements Turn {}

  /** A step that it needs ended badly. */
  record Block(NodeEnd.Cause cause) implements Turn {}

  /**
   * It cannot be told.
   *
   * @param steps whose results are not known
   */
  record Unsure(SequencedSet<String> steps) implements Turn {}
}
