package dev.millrace.data.statistics;

import dev.millrace.model.Column;
import dev.millrace.model.DataType;

/**
 * Counts numbers that are made, not read: a monoid with a compact form to keep. What comes out
 * depends on the numbers alone, not on their order or on how they were cut into parts.
 *
 * <p>Not safe for use by several threads.
 */
public final class NumberCounts {

  private final Workspace workspace;
  private final NumericAccumulator counts;

  /** Of no numbers yet. */
  public NumberCounts() {
    this(new Workspace());
  }

  private NumberCounts(Workspace workspace) {
    this(workspace, new NumericAccumulator(DataType.NUMBER, workspace));
  }

  private NumberCounts(Workspace workspace, NumericAccumulator counts) {
    this.workspace = workspace;
    this.counts = counts;
  }

  /** Another one of no numbers yet, which shares scratch memory with this. */
  public NumberCounts another() {
    return new NumberCounts(workspace);
  }

  public void add(Column.Doubles numbers) {
    counts.add(numbers);
  }

  /** Adds one number. */
  public void add(double number) {
    counts.add(number, 1);
  }

  /** Takes what another has counted, which stays as it is. */
  public void merge(NumberCounts other) {
    counts.merge(other.counts);
  }

  public NumericStatistics build() {
    return counts.build();
  }

  /** Writes all there is; what counted the same numbers writes the same bytes. */
  public void write(PartialWriter to) {
    counts.write(to);
  }

  /** Reads what {@link #write} wrote, to share scratch memory with this. */
  public NumberCounts read(PartialReader from) {
    NumberCounts read = another();
    read.counts.merge(from);
    return read;
  }
}
