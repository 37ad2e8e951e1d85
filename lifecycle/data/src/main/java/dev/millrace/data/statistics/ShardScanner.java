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
    Optional<LabelScanner> labels = plan.label().map(label -> new LabelScanner(label, columns));
    Optional<WeightScanner> weights = plan.weight().map(WeightScanner::new);
    List<FeatureCounts> counts = new ArrayList<>();
    for (FeatureSource feature : features) {
      counts.add(plan.counts(feature, workspace, labels.map(LabelScanner::classes)));
    }
    long rows = 0;
    try (Scan scan = connection.scan(plan.query(shard, features))) {
      while (scan.next()) {
        rows += scan.rows();
        labels.ifPresent(label -> label.read(scan, features.size(), counts));
        int weight = features.size() + (labels.isPresent() ? 1 : 0);
        weights.ifPresent(column -> column.read(scan, weight));
        for (int i = 0; i < counts.size(); i++) {
          add(scan, i, counts.get(i), labels, weights);
        }
      }
    }
    return new Counted(rows, counts.stream().map(FeatureCounts::toBytes).toList());
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
    ListCounts counts = new ListCounts(list, workspace);
    count(plan.lengths(shard, list), counts.lengths());
    if (list.elements().isPresent() && counts.elements().isPresent()) {
      count(plan.elements(shard, list, list.elements().get()), counts.elements().get());
    }
    return counts.toBytes();
  }

  private void count(String query, Accumulator to) throws SQLException, InterruptedException {
    try (Scan scan = connection.scan(query)) {
      while (scan.next()) {
        columns.add(scan, 0, to);
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
