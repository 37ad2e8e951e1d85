package dev.millrace.data.statistics;

import java.util.Optional;

/** All that is counted of one feature: by itself, by weight, and with the label. */
final class FeatureCounts {

  private final Accumulator plain;
  private final Optional<Accumulator> weighted;
  private final Optional<JointCounts> joint;

  /**
   * @param classes of the label, which the features of a scan share; empty if none is wanted
   */
  FeatureCounts(
      FeatureSource source, Workspace workspace, boolean weights, Optional<CoarseKeys> classes) {
    plain = source.accumulator(workspace);
    weighted = weights ? Optional.of(source.accumulator(workspace)) : Optional.empty();
    joint = classes.map(JointCounts::new);
  }

  Accumulator plain() {
    return plain;
  }

  Optional<Accumulator> weighted() {
    return weighted;
  }

  Optional<JointCounts> joint() {
    return joint;
  }

  /** Adds what another, of the same feature and options, has written. */
  void merge(byte[] other) {
    PartialReader from = new PartialReader(other);
    plain.merge(from);
    weighted.ifPresent(mine -> mine.merge(from));
    joint.ifPresent(mine -> mine.merge(JointCounts.read(from)));
    if (!from.atEnd()) {
      throw new PartialReader.Damaged("there is more than the counts of a feature");
    }
  }

  byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    plain.write(to);
    weighted.ifPresent(counts -> counts.write(to));
    joint.ifPresent(counts -> counts.write(to));
    return to.toByteArray();
  }
}
