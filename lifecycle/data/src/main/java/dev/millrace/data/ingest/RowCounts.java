package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;

/**
 * Where every row went.
 *
 * @param read in the source
 * @param rejected because they could not be kept
 * @param later than the run may see, left out
 * @param selected after {@code select}, which may leave rows out
 * @param written over all splits
 */
record RowCounts(long read, long rejected, long later, long selected, long written) {

  RowCounts {
    if (written != selected) {
      throw new IllegalStateException(
          "of " + selected + " selected rows " + written + " were written");
    }
  }

  void record(Examples examples) {
    examples.property("rows_read", read);
    examples.property("rows_rejected", rejected);
    examples.property("rows_later", later);
    examples.property("rows_selected", selected);
    examples.property("rows_written", written);
  }

  String text() {
    long filtered = read - rejected - later - selected;
    return read
        + " rows read, "
        + written
        + " written"
        + (filtered == 0 ? "" : ", " + filtered + " left out by select")
        + (later == 0 ? "" : ", " + later + " later than the run may see left out")
        + (rejected == 0 ? "" : ", " + rejected + " rejected");
  }
}
