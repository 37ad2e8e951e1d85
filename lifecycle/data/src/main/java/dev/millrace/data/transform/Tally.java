package dev.millrace.data.transform;

import dev.millrace.model.Batch;

/**
 * What an {@link Analyzer} has counted: a monoid. A new one is empty, {@code add} takes rows and
 * {@code merge} what another has counted; neither their order nor how the rows were cut leaves a
 * trace.
 */
interface Tally {

  /**
   * @throws TooMany if there is more to keep than may be kept
   */
  void add(Batch rows);

  /**
   * @throws TooMany if there is more to keep than may be kept
   */
  void merge(Tally other);

  /** All there is; what counted the same rows gives the same bytes. */
  byte[] toBytes();

  /** More different things than are counted. */
  final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    TooMany(String message, String remedy) {
      super(message);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }
}
