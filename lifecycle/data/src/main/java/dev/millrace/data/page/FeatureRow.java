package dev.millrace.data.page;

import dev.millrace.data.distance.Distance;
import dev.millrace.data.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A feature of one or two sets.
 *
 * @param statistics in each set, empty where the feature is not there
 * @param distance between the two, where there are two and they compare
 */
record FeatureRow(
    String name, List<Optional<FeatureStatistics>> statistics, Optional<Distance> distance) {

  /** The features of all sets, in the order of the first. */
  static List<FeatureRow> of(List<DataSet> sets) {
    SequencedSet<String> names = new LinkedHashSet<>();
    sets.forEach(set -> names.addAll(set.statistics().features().keySet()));
    return names.stream().map(name -> of(name, sets)).toList();
  }

  private static FeatureRow of(String name, List<DataSet> sets) {
    List<Optional<FeatureStatistics>> found =
        sets.stream()
            .map(set -> Optional.ofNullable(set.statistics().features().get(name)))
            .toList();
    Optional<Distance> distance =
        sets.size() == 2 && sameKind(found)
            ? Optional.of(
                Distance.between(found.getFirst().orElseThrow(), found.getLast().orElseThrow()))
            : Optional.empty();
    return new FeatureRow(name, found, distance);
  }

  private static boolean sameKind(List<Optional<FeatureStatistics>> found) {
    return found.stream().allMatch(Optional::isPresent)
        && found.stream().flatMap(Optional::stream).map(Object::getClass).distinct().count() == 1;
  }

  /** In each set; empty where the feature is not there. */
  List<Optional<FeatureFigures>> figures() {
    return statistics.stream()
        .map(set -> set.map(feature -> FeatureFigures.of(name, feature)))
        .toList();
  }

  /** In the sets where it is, the first that has it first. */
  List<FeatureFigures> present() {
    return figures().stream().flatMap(Optional::stream).toList();
  }

  /** False if the sets have it with types that cannot be drawn together. */
  boolean drawable() {
    return present().size() == 1 || statistics.size() == 1 || distance.isPresent();
  }

  /** What is remarkable in any set, or between the two. */
  List<Mark> marks() {
    SequencedSet<Mark> marks = new LinkedHashSet<>();
    present().forEach(figures -> marks.addAll(figures.marks()));
    if (statistics.size() == 2) {
      if (statistics.stream().anyMatch(Optional::isEmpty)) {
        marks.add(Mark.ONLY_HERE);
      } else if (present().stream().map(FeatureFigures::type).distinct().count() > 1) {
        marks.add(Mark.OTHER_TYPE);
      }
      distance
          .filter(d -> d.jensenShannon() >= FeatureFigures.APART)
          .ifPresent(_ -> marks.add(Mark.APART));
    }
    return new ArrayList<>(marks);
  }

  /** The types in the sets that have it, as people read them. */
  String types() {
    return String.join(
        " / ", present().stream().map(figures -> figures.type().text()).distinct().toList());
  }
}
