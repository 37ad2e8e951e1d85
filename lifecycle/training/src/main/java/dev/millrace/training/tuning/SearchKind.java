package dev.millrace.training.tuning;

/** How a search goes about it. */
public enum SearchKind {
  /** Draws each trial by itself. */
  RANDOM,
  /** Draws where the best trials so far are denser than the others. */
  TPE,
  /** Draws as TPE does, and stops what is not among the best after few rounds. */
  ASHA
}
