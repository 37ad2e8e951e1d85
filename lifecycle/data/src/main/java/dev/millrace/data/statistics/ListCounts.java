package dev.millrace.data.statistics;

import dev.millrace.model.DataType;
import java.util.Optional;

/** All that is counted of a feature of lists. */
final class ListCounts {

  private final ListSource source;
  private final Workspace workspace;
  private final Accumulator lengths;
  private final Optional<Accumulator> elements;

  ListCounts(ListSource source, Workspace workspace) {
    this.source = source;
    this.workspace = workspace;
    lengths = new NumericAccumulator(DataType.INTEGER, workspace);
    elements = source.elements().map(each -> each.accumulator(workspace));
  }

  Accumulator lengths() {
    return lengths;
  }

  Optional<Accumulator> elements() {
    return elements;
  }

  /** Adds what another, of the same feature, has written. */
  void merge(byte[] other) {
    PartialReader from = new PartialReader(other);
    lengths.merge(NumericAccumulator.read(DataType.INTEGER, workspace, from));
    if (source.elements().isPresent() && elements.isPresent()) {
      elements.get().merge(source.elements().get().read(workspace, from));
    }
    if (!from.atEnd()) {
      throw new PartialReader.Damaged("there is more than the counts of a feature");
    }
  }

  byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    lengths.write(to);
    elements.ifPresent(counts -> counts.write(to));
    return to.toByteArray();
  }

  ListStatistics build() {
    return new ListStatistics(
        (NumericStatistics) lengths.build(), elements.map(Accumulator::build));
  }
}
