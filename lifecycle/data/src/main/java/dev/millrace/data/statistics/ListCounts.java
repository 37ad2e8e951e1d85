package dev.millrace.data.statistics;

import dev.millrace.data.statistics.LabelStatistics.OfList;
import java.util.Optional;

/** All that is counted of a feature of lists: of how long they are, and of their elements. */
final class ListCounts {

  private final FeatureCounts lengths;
  private final Optional<FeatureCounts> elements;

  ListCounts(FeatureCounts lengths, Optional<FeatureCounts> elements) {
    this.lengths = lengths;
    this.elements = elements;
  }

  FeatureCounts lengths() {
    return lengths;
  }

  Optional<FeatureCounts> elements() {
    return elements;
  }

  /** Adds what another, of the same feature and options, has written. */
  void merge(byte[] other) {
    PartialReader from = new PartialReader(other);
    lengths.merge(from.bytes());
    elements.ifPresent(mine -> mine.merge(from.bytes()));
    if (!from.atEnd()) {
      throw new PartialReader.Damaged("there is more than the counts of a feature");
    }
  }

  byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    to.bytes(lengths.toBytes());
    elements.ifPresent(counts -> to.bytes(counts.toBytes()));
    return to.toByteArray();
  }

  ListStatistics plain() {
    return new ListStatistics(
        (NumericStatistics) lengths.plain().build(),
        elements.map(counts -> counts.plain().build()));
  }

  /** Empty if no weights were asked for. */
  Optional<ListStatistics> weighted() {
    return lengths
        .weighted()
        .map(
            weighted ->
                new ListStatistics(
                    (NumericStatistics) weighted.build(),
                    elements.flatMap(FeatureCounts::weighted).map(Accumulator::build)));
  }

  /** What the lists tell of the label; empty if there is none. */
  Optional<OfList> association(KeyNames labels) {
    return association(lengths, labels)
        .map(
            ofLengths ->
                new OfList(ofLengths, elements.flatMap(each -> association(each, labels))));
  }

  private static Optional<Association> association(FeatureCounts counts, KeyNames labels) {
    return counts
        .joint()
        .map(joint -> Association.of(joint.build(), KeyNames.of(counts.plain().build()), labels));
  }
}
