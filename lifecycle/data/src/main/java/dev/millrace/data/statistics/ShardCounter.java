package dev.millrace.data.statistics;

import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.data.statistics.ShardScanner.Counted;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts shards on several threads: some columns of a shard at a time are a task. Shards whose
 * counts the cache has are not read.
 */
final class ShardCounter {

  private static final int MOST_COLUMNS = 16;

  /** Of a shard's columns; each starts with reading what the file says of all of them. */
  private static final int MOST_SCANS = 32;

  private final ScanDatabase database;
  private final Workers workers;
  private final Optional<PartialCache> cache;
  private Reuse reuse = new Reuse(0, 0);

  ShardCounter(ScanDatabase database, Workers workers, Optional<PartialCache> cache) {
    this.database = database;
    this.workers = workers;
    this.cache = cache;
  }

  private sealed interface Task {

    /** How long it takes, roughly: the heaviest come first, so that no thread ends much later. */
    int weight();
  }

  private record FeaturesTask(int shard, int from, Path file, List<FeatureSource> features)
      implements Task {

    @Override
    public int weight() {
      return features.stream().mapToInt(of -> of.type() == DataType.STRING ? 2 : 1).sum();
    }
  }

  private record ListTask(int shard, int index, Path file, ListSource list) implements Task {

    @Override
    public int weight() {
      return MOST_COLUMNS;
    }
  }

  private record PairsTask(int shard, int index, Path file, CountingPlan.Tile tile)
      implements Task {

    @Override
    public int weight() {
      return tile.all().size() * MOST_COLUMNS;
    }
  }

  /** What is counted of each shard, in their order. */
  List<ShardCounts> count(List<Shard> shards, CountingPlan plan)
      throws SQLException, IOException, InterruptedException {
    List<Optional<Digest>> keys = keys(shards, plan);
    List<Optional<ShardCounts>> known = known(keys);
    int reused = (int) known.stream().filter(Optional::isPresent).count();
    reuse = new Reuse(shards.size() - reused, reused);
    Results results = new Results(plan, shards.size());
    results.count(tasks(shards, known, plan));
    List<ShardCounts> counts = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      if (known.get(shard).isPresent()) {
        counts.add(known.get(shard).get());
      } else {
        ShardCounts fresh = results.of(shard);
        keep(keys.get(shard), fresh);
        counts.add(fresh);
      }
    }
    return counts;
  }

  /** Of what was counted last. */
  Reuse reuse() {
    return reuse;
  }

  /** Where the counts of each shard are kept; nowhere if there is no cache. */
  private List<Optional<Digest>> keys(List<Shard> shards, CountingPlan plan)
      throws SQLException, IOException, InterruptedException {
    if (cache.isEmpty()) {
      return Collections.nCopies(shards.size(), Optional.empty());
    }
    Digest[] keys = new Digest[shards.size()];
    workers.run(keys.length, shard -> keys[shard] = plan.key(shards.get(shard).digest()));
    return Arrays.stream(keys).map(Optional::of).toList();
  }

  private List<Optional<ShardCounts>> known(List<Optional<Digest>> keys)
      throws SQLException, IOException, InterruptedException {
    @Nullable ShardCounts[] known = new ShardCounts[keys.size()];
    if (cache.isPresent()) {
      workers.run(
          known.length, shard -> known[shard] = keys.get(shard).flatMap(this::find).orElse(null));
    }
    return Arrays.stream(known).map(Optional::ofNullable).toList();
  }

  private Optional<ShardCounts> find(Digest key) {
    return cache
        .flatMap(kept -> kept.find(key))
        .flatMap(
            bytes -> {
              try {
                return Optional.of(ShardCounts.fromBytes(bytes));
              } catch (PartialReader.Damaged _) {
                return Optional.empty();
              }
            });
  }

  private void keep(Optional<Digest> key, ShardCounts counts) {
    if (key.isPresent() && cache.isPresent()) {
      try {
        cache.get().put(key.get(), counts.toBytes());
      } catch (IOException _) {
        // It will be counted again; that the disk is full is for the result's writer to say.
      }
    }
  }

  /** Of shards that are not known. */
  private List<Task> tasks(
      List<Shard> shards, List<Optional<ShardCounts>> known, CountingPlan plan) {
    List<FeatureSource> features = plan.features();
    int most = Math.max(MOST_COLUMNS, Math.ceilDiv(features.size(), MOST_SCANS));
    int width = Math.clamp(Math.ceilDiv(features.size(), 6 * workers.threads()), 1, most);
    List<CountingPlan.Tile> tiles = plan.tiles();
    List<Task> tasks = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      if (known.get(shard).isPresent()) {
        continue;
      }
      Path file = shards.get(shard).file();
      for (int tile = 0; tile < tiles.size(); tile++) {
        tasks.add(new PairsTask(shard, tile, file, tiles.get(tile)));
      }
      for (int list = 0; list < plan.lists().size(); list++) {
        tasks.add(new ListTask(shard, list, file, plan.lists().get(list)));
      }
      for (int from = 0; from == 0 || from < features.size(); from += width) {
        int to = Math.min(features.size(), from + width);
        tasks.add(new FeaturesTask(shard, from, file, features.subList(from, to)));
      }
    }
    tasks.sort(Comparator.comparingInt(Task::weight).reversed());
    return tasks;
  }

  private static ShardCounts joined(@Nullable Counted[] features, byte[][] lists, Counted[] tiles) {
    long rows = Objects.requireNonNull(features[0]).rows();
    List<byte[]> parts = new ArrayList<>();
    for (Counted task : features) {
      if (task != null) {
        requireSame(rows, task.rows());
        parts.addAll(task.parts());
      }
    }
    List<byte[]> pairs = new ArrayList<>();
    for (Counted tile : tiles) {
      requireSame(rows, tile.rows());
      pairs.addAll(tile.parts());
    }
    return new ShardCounts(rows, parts, List.of(lists), pairs);
  }

  private static void requireSame(long rows, long others) {
    if (rows != others) {
      throw new IllegalStateException("a file changed while it was read");
    }
  }

  /** What the tasks have counted, by shard and by their first feature or tile. */
  private final class Results {
    private final CountingPlan plan;
    private final @Nullable Counted[][] features;
    private final byte[][][] lists;
    private final Counted[][] tiles;

    Results(CountingPlan plan, int shards) {
      this.plan = plan;
      features = new Counted[shards][Math.max(1, plan.features().size())];
      lists = new byte[shards][plan.lists().size()][];
      tiles = new Counted[shards][plan.tiles().size()];
    }

    void count(List<Task> tasks) throws SQLException, IOException, InterruptedException {
      workers.run(tasks.size(), () -> new Scanning(tasks, this, new ShardScanner(plan, database)));
    }

    ShardCounts of(int shard) {
      return joined(features[shard], lists[shard], tiles[shard]);
    }
  }

  private record Scanning(List<Task> tasks, Results results, ShardScanner scanner)
      implements Workers.Worker {

    @Override
    public void work(int number) throws SQLException, InterruptedException {
      switch (tasks.get(number)) {
        case FeaturesTask task ->
            results.features[task.shard()][task.from()] =
                scanner.count(task.file(), task.features());
        case ListTask task ->
            results.lists[task.shard()][task.index()] = scanner.count(task.file(), task.list());
        case PairsTask task ->
            results.tiles[task.shard()][task.index()] = scanner.count(task.file(), task.tile());
      }
    }

    @Override
    public void close() {
      scanner.close();
    }
  }
}
