package dev.millrace.data.statistics;

import dev.millrace.data.scan.Scan;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts some features of a shard, or some pairs of features, on one thread. */
final class ShardScanner implements AutoCloseable {

  private final CountingPlan plan;
  private final ScanConnection connection;
  private final Workspace workspace = new Workspace();
  private final ColumnScanner columns = new ColumnScanner(workspace);

  ShardScanner(CountingPlan plan, ScanDatabase database) throws SQLException {
    this.plan = plan;
    this.connection = database.connect();
  }

  /** What was counted, as bytes, and of how many rows. */
  record Counted(long rows, List<byte[]> parts) {}

  /** Counts features, in one pass over their columns; the parts are those of each. */
  Counted count(Path shard, List<FeatureSource> features)
      throws SQLException, InterruptedException {
    Counting counting = new Counting(features);
    long rows = counting.run(plan.query(shard, features));
    return new Counted(rows, counting.counts.stream().map(FeatureCounts::toBytes).toList());
  }

  /** A pass over rows that have the features' values, then the label and the weight. */
  private final class Counting {
    private final Optional<LabelScanner> labels =
        plan.label().map(label -> new LabelScanner(label, columns));
    private final Optional<WeightScanner> weights = plan.weight().map(WeightScanner::new);
    private final List<FeatureCounts> counts = new ArrayList<>();

    Counting(List<FeatureSource> features) {
      for (FeatureSource feature : features) {
        counts.add(plan.counts(feature, workspace, labels.map(LabelScanner::classes)));
      }
    }

    /** How many rows there are. */
    long run(String query) throws SQLException, InterruptedException {
      long rows = 0;
      try (Scan scan = connection.scan(query)) {
        while (scan.next()) {
          rows += scan.rows();
          labels.ifPresent(label -> label.read(scan, counts.size(), counts));
          int weight = counts.size() + (labels.isPresent() ? 1 : 0);
          weights.ifPresent(column -> column.read(scan, weight));
          for (int i = 0; i < counts.size(); i++) {
            add(scan, i, counts.get(i), labels, weights);
          }
        }
      }
      return rows;
    }
  }

  private void add(
      Scan scan,
      int column,
      FeatureCounts counts,
      Optional<LabelScanner> labels,
      Optional<WeightScanner> weights) {
    if (labels.isPresent() && counts.joint().isPresent()) {
      columns.add(scan, column, counts.plain(), counts.joint().get(), labels.get().numbers());
    } else {
      columns.add(scan, column, counts.plain());
    }
    if (weights.isPresent() && counts.weighted().isPresent()) {
      columns.add(scan, column, counts.weighted().get(), weights.get().units());
    }
  }

  /** Counts pairs; there is one part. */
  Counted count(Path shard, CountingPlan.Tile tile) throws SQLException, InterruptedException {
    int size = tile.all().size();
    PairCounts pairs = new PairCounts(tile.firsts().size(), size, workspace);
    long rows = 0;
    try (Scan scan = connection.scan(plan.pairs(shard, tile))) {
      while (scan.next()) {
        rows += scan.rows();
        for (int i = 0; i < size; i++) {
          PairColumn column = pairs.column(i);
          scan.doubles(i, column.values);
          column.fill(scan.rows(), scan.presence(i, column.present) == scan.rows());
        }
        pairs.add();
      }
    }
    return new Counted(rows, List.of(pairs.toBytes()));
  }

  /** Counts a feature of lists, in one pass over their lengths and one over their elements. */
  byte[] count(Path shard, ListSource list) throws SQLException, InterruptedException {
    FeatureCounts lengths = count(plan.lengths(shard, list), list.lengths());
    Optional<FeatureCounts> elements = Optional.empty();
    if (list.elements().isPresent()) {
      FeatureSource source = list.elements().get();
      elements = Optional.of(count(plan.elements(shard, list, source), source));
    }
    return new ListCounts(lengths, elements).toBytes();
  }

  private FeatureCounts count(String query, FeatureSource feature)
      throws SQLException, InterruptedException {
    Counting counting = new Counting(List.of(feature));
    counting.run(query);
    return counting.counts.getFirst();
  }

  @Override
  public void close() {
    connection.close();
  }
}
