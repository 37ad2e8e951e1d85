package dev.millrace.data.transform;

import dev.millrace.core.value.Digest;
import java.util.SequencedSet;

/** Looks at the rows of the training split for what a feature needs to know of them. */
interface Analyzer {

  /** Names everything that what it counts of some rows depends on, but for the rows. */
  Digest key();

  /** The raw columns it looks at. */
  SequencedSet<String> columns();

  /** Of no rows yet. */
  Tally empty();

  /**
   * Reads what was kept.
   *
   * @throws dev.millrace.data.statistics.PartialReader.Damaged if it was not written by such a one
   */
  Tally read(byte[] kept);
}
