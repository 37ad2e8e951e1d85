package dev.millrace.data.statistics;

import dev.millrace.model.DataType;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes statistics of a data set of what was counted of its shards, feature by feature. */
final class ShardMerge {

  private final CountingPlan plan;
  private final List<ShardCounts> shards;
  private final FeatureCounts[] features;
  private final ListCounts[] lists;
  private final FeatureStatistics[] plain;
  private final FeatureStatistics[] weighted;
  private final List<List<PairStatistics>> pairs;

  ShardMerge(CountingPlan plan, List<ShardCounts> shards) {
    this.plan = plan;
    this.shards = shards;
    features = new FeatureCounts[plan.features().size()];
    lists = new ListCounts[plan.lists().size()];
    plain = new FeatureStatistics[features.length];
    weighted = new FeatureStatistics[features.length];
    pairs = new ArrayList<>(Collections.nCopies(plan.tiles().size(), List.of()));
  }

  /**
   * Merges on some threads.
   *
   * @param leftOut features of which there are no pairs, though they are numeric
   * @param skipped types by column, of columns that are no features
   */
  DatasetStatistics build(
      Workers workers, List<String> leftOut, SequencedMap<String, String> skipped)
      throws SQLException, IOException, InterruptedException {
    List<Task> tasks = tasks();
    workers.run(tasks.size(), number -> tasks.get(number).merge());
    long rows = shards.stream().mapToLong(ShardCounts::rows).sum();
    return new DatasetStatistics(
        rows,
        named(plain),
        plan.weight().map(column -> weighted(column.name())),
        plan.label().map(column -> label(column.name())),
        plan.paired().isEmpty() ? Optional.empty() : Optional.of(new Pairs(pairs(), leftOut)),
        lists(counts -> Optional.of(counts.plain())),
        skipped.isEmpty() ? Optional.empty() : Optional.of(skipped),
        Optional.empty());
  }

  private Optional<SequencedMap<String, ListStatistics>> lists(
      Function<ListCounts, Optional<ListStatistics>> statistics) {
    if (lists.length == 0) {
      return Optional.empty();
    }
    SequencedMap<String, ListStatistics> named = new LinkedHashMap<>();
    for (int i = 0; i < lists.length; i++) {
      String name = plan.lists().get(i).name();
      statistics.apply(lists[i]).ifPresent(of -> named.put(name, of));
    }
    return Optional.of(named);
  }

  private void mergeList(int index) {
    ListCounts all = plan.counts(plan.lists().get(index), new Workspace(), this::classes);
    shards.forEach(shard -> all.merge(shard.lists().get(index)));
    lists[index] = all;
  }

  private Optional<CoarseKeys> classes() {
    return plan.label().map(label -> new CoarseKeys(JointCounts.MOST_CLASSES));
  }

  private SequencedMap<String, FeatureStatistics> named(FeatureStatistics[] statistics) {
    SequencedMap<String, FeatureStatistics> named = new LinkedHashMap<>();
    for (int i = 0; i < statistics.length; i++) {
      named.put(plan.features().get(i).name(), statistics[i]);
    }
    return named;
  }

  /** Every row has one value or none of the weight itself, so that knows the weight of all. */
  private Weighted weighted(String column) {
    SequencedMap<String, FeatureStatistics> statistics = named(weighted);
    FeatureStatistics any = statistics.firstEntry().getValue();
    return new Weighted(column, any.rows(), statistics, lists(ListCounts::weighted));
  }

  private LabelStatistics label(String column) {
    SequencedMap<String, Association> associations = new LinkedHashMap<>();
    SequencedMap<String, FeatureStatistics> statistics = named(plain);
    KeyNames labels = KeyNames.of(statistics.getOrDefault(column, plain[0]));
    for (int i = 0; i < features.length; i++) {
      String name = plan.features().get(i).name();
      KeyNames values = KeyNames.of(plain[i]);
      if (!name.equals(column)) {
        features[i]
            .joint()
            .ifPresent(
                joint -> associations.put(name, Association.of(joint.build(), values, labels)));
      }
    }
    SequencedMap<String, LabelStatistics.OfList> ofLists = new LinkedHashMap<>();
    for (int i = 0; i < lists.length; i++) {
      String name = plan.lists().get(i).name();
      lists[i].association(labels).ifPresent(association -> ofLists.put(name, association));
    }
    return new LabelStatistics(
        column, associations, ofLists.isEmpty() ? Optional.empty() : Optional.of(ofLists));
  }

  private List<PairStatistics> pairs() {
    List<PairStatistics> all = new ArrayList<>();
    pairs.forEach(all::addAll);
    return all;
  }

  private List<PairStatistics> pairs(int tile) {
    Workspace workspace = new Workspace();
    CountingPlan.Tile pairsOf = plan.tiles().get(tile);
    int firsts = pairsOf.firsts().size();
    int columns = pairsOf.all().size();
    PairCounts all = new PairCounts(firsts, columns, workspace);
    for (ShardCounts shard : shards) {
      all.merge(PairCounts.read(firsts, columns, workspace, shard.tiles().get(tile)));
    }
    return all.build(pairsOf.names());
  }

  private interface Task {
    void merge();
  }

  /** What takes longest comes first, so that no thread ends much later than the others. */
  private List<Task> tasks() {
    List<Task> texts = new ArrayList<>();
    List<Task> others = new ArrayList<>();
    for (int i = 0; i < features.length; i++) {
      int index = i;
      boolean text = plan.features().get(index).type() == DataType.STRING;
      (text ? texts : others).add(() -> mergeFeature(index));
    }
    List<Task> tasks = new ArrayList<>();
    IntStream.range(0, lists.length).forEach(index -> tasks.add(() -> mergeList(index)));
    tasks.addAll(texts);
    IntStream.range(0, pairs.size()).forEach(tile -> tasks.add(() -> pairs.set(tile, pairs(tile))));
    tasks.addAll(others);
    return tasks;
  }

  private void mergeFeature(int index) {
    Workspace workspace = new Workspace();
    FeatureCounts all = plan.counts(plan.features().get(index), workspace, classes());
    shards.forEach(shard -> all.merge(shard.features().get(index)));
    features[index] = all;
    plain[index] = all.plain().build();
    all.weighted().ifPresent(counts -> weighted[index] = counts.build());
  }
}
