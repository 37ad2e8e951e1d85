package dev.millrace.data.page;

import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.ListStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A feature of one or two sets, or of lists a part of it.
 *
 * @param statistics in each set, empty where the feature is not there
 * @param weighted the same by weight, empty also where there are no weights
 * @param distances between the two, where there are two and they compare
 */
record FeatureRow(
    String name,
    Part part,
    List<Optional<FeatureStatistics>> statistics,
    List<Optional<FeatureStatistics>> weighted,
    Optional<Distances> distances) {

  /** Between two sets; the p-value is that of χ². */
  record Distances(double jensenShannon, double lInfinity, double pValue) {

    static Distances of(FeatureStatistics one, FeatureStatistics other) {
      Comparison comparison = Comparison.between(one, other);
      return new Distances(
          comparison.effect(Measure.JENSEN_SHANNON),
          comparison.effect(Measure.L_INFINITY),
          comparison.by(Measure.CHI_SQUARE).pValue());
    }
  }

  private record Key(String name, Part part) {}

  /** The features of all sets, in the order of the first, those of lists last. */
  static List<FeatureRow> of(List<DataSet> sets) {
    List<Map<Key, FeatureStatistics>> plain =
        sets.stream()
            .map(DataSet::statistics)
            .map(set -> byKey(set.features(), set.lists()))
            .toList();
    List<Map<Key, FeatureStatistics>> weighted =
        sets.stream()
            .map(set -> set.statistics().weighted())
            .map(set -> set.map(units -> byKey(units.features(), units.lists())).orElse(Map.of()))
            .toList();
    SequencedSet<Key> keys = new LinkedHashSet<>();
    plain.forEach(set -> keys.addAll(set.keySet()));
    return keys.stream().map(key -> of(key, found(key, plain), found(key, weighted))).toList();
  }

  private static Map<Key, FeatureStatistics> byKey(
      Map<String, FeatureStatistics> features,
      Optional<SequencedMap<String, ListStatistics>> lists) {
    Map<Key, FeatureStatistics> all = new LinkedHashMap<>();
    features.forEach((name, feature) -> all.put(new Key(name, Part.VALUE), feature));
    lists.ifPresent(
        named ->
            named.forEach(
                (name, list) -> {
                  all.put(new Key(name, Part.LENGTHS), list.lengths());
                  list.elements()
                      .ifPresent(elements -> all.put(new Key(name, Part.ELEMENTS), elements));
                }));
    return all;
  }

  private static List<Optional<FeatureStatistics>> found(
      Key key, List<Map<Key, FeatureStatistics>> sets) {
    return sets.stream().map(set -> Optional.ofNullable(set.get(key))).toList();
  }

  private static FeatureRow of(
      Key key,
      List<Optional<FeatureStatistics>> found,
      List<Optional<FeatureStatistics>> weighted) {
    Optional<Distances> distances =
        found.size() == 2 && comparable(found)
            ? Optional.of(
                Distances.of(found.getFirst().orElseThrow(), found.getLast().orElseThrow()))
            : Optional.empty();
    return new FeatureRow(key.name(), key.part(), found, weighted, distances);
  }

  private static boolean comparable(List<Optional<FeatureStatistics>> found) {
    return found.stream().allMatch(Optional::isPresent)
        && Comparison.possible(found.getFirst().orElseThrow(), found.getLast().orElseThrow());
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
    return present().size() == 1 || statistics.size() == 1 || distances.isPresent();
  }

  /** What is remarkable in any set, or between the two. */
  List<Mark> marks() {
    SequencedSet<Mark> marks = new LinkedHashSet<>();
    present().forEach(figures -> marks.addAll(figures.marks()));
    if (part == Part.LENGTHS) {
      marks.remove(Mark.CONSTANT); // Many lists are meant to have one length.
    }
    if (statistics.size() == 2) {
      if (statistics.stream().anyMatch(Optional::isEmpty)) {
        marks.add(Mark.ONLY_HERE);
      } else if (present().stream().map(FeatureFigures::type).distinct().count() > 1) {
        marks.add(Mark.OTHER_TYPE);
      }
      distances
          .filter(d -> d.jensenShannon() >= FeatureFigures.APART)
          .ifPresent(_ -> marks.add(Mark.APART));
    }
    return new ArrayList<>(marks);
  }

  /** The types in the sets that have it, as people read them. */
  String types() {
    return String.join(
        " / ", present().stream().map(figures -> part.words(figures.type())).distinct().toList());
  }
}
