package dev.millrace.data.transform;

import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.data.statistics.PartialReader;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.Workers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs analyzers over shards: one analyzer on one shard is a task. What an analyzer has counted of
 * a shard is kept in the cache, so a shard that is known is not read. Tallies are merged as they
 * come; they leave no trace of the order.
 */
final class Analysis {

  private final List<Shard> shards;
  private final RawColumns columns;
  private final Workers workers;
  private final PartialCache cache;
  private final AtomicIntegerArray read;
  private List<Digest> contents = List.of();
  private int passes;

  Analysis(List<Shard> shards, RawColumns columns, int threads, PartialCache cache) {
    this.shards = shards;
    this.columns = columns;
    this.workers = new Workers(threads);
    this.cache = cache;
    this.read = new AtomicIntegerArray(shards.size());
  }

  private record Task(int shard, Analyzer analyzer, Digest key) {}

  /**
   * The last shard first, since that is the one that is new where others are known, and of a shard
   * first what takes longest, which are crosses and numbers by a key: what is begun last should be
   * short, since the other threads then have nothing left to do.
   */
  private static final Comparator<Task> NEWEST_AND_LONGEST_FIRST =
      Comparator.comparingInt(Task::shard)
          .thenComparingInt(task -> task.analyzer().columns().size())
          .reversed();

  /** How often the shards were gone through. */
  int passes() {
    return passes;
  }

  /** How many shards had something to be read for. */
  int shardsRead() {
    return (int) IntStream.range(0, read.length()).filter(shard -> read.get(shard) > 0).count();
  }

  int shards() {
    return shards.size();
  }

  /**
   * What each analyzer counts of all shards.
   *
   * @param analyzers by their keys
   * @throws Refused if one has too much to count
   */
  Map<Digest, Tally> run(SequencedMap<Digest, Analyzer> analyzers)
      throws SQLException, IOException, InterruptedException {
    passes++;
    Totals totals = new Totals(analyzers);
    List<Task> all = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      Digest content = contents().get(shard);
      for (var analyzer : analyzers.entrySet()) {
        all.add(new Task(shard, analyzer.getValue(), key(content, analyzer.getKey())));
      }
    }
    all.sort(NEWEST_AND_LONGEST_FIRST);
    workers.run(all.size(), () -> new Counting(all, totals));
    return totals.tallies;
  }

  /** The digests of the shards, which are the same in every pass. */
  private List<Digest> contents() throws SQLException, IOException, InterruptedException {
    if (contents.isEmpty()) {
      Digest[] found = new Digest[shards.size()];
      workers.run(found.length, shard -> found[shard] = shards.get(shard).digest());
      contents = List.of(found);
    }
    return contents;
  }

  private static Digest key(Digest shard, Digest analyzer) {
    return Digest.of(Json.object().put("shard", shard.hex()).put("analyzer", analyzer.hex()));
  }

  /** An analyzer has too much to count. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Digest analyzer;
    private final String remedy;

    Refused(Digest analyzer, Tally.TooMany cause) {
      super(cause.getMessage(), cause);
      this.analyzer = analyzer;
      this.remedy = cause.remedy();
    }

    Digest analyzer() {
      return analyzer;
    }

    String remedy() {
      return remedy;
    }
  }

  /** What has been counted so far, over all shards. */
  private static final class Totals {
    private final Map<Digest, Tally> tallies = new HashMap<>();

    Totals(SequencedMap<Digest, Analyzer> analyzers) {
      analyzers.forEach((key, analyzer) -> tallies.put(key, analyzer.empty()));
    }

    /** Takes what was kept; false if nothing was, or nothing that can be read. */
    boolean addKnown(Analyzer analyzer, Optional<byte[]> kept) {
      if (kept.isEmpty()) {
        return false;
      }
      Tally known;
      try {
        known = analyzer.read(kept.get());
      } catch (PartialReader.Damaged _) {
        return false;
      }
      add(analyzer.key(), known);
      return true;
    }

    void add(Digest analyzer, Tally counted) {
      Tally total = Objects.requireNonNull(tallies.get(analyzer));
      synchronized (total) {
        try {
          total.merge(counted);
        } catch (Tally.TooMany e) {
          throw new Refused(analyzer, e);
        }
      }
    }
  }

  /** One thread's work: takes what is kept of a shard, or counts it. */
  private final class Counting implements Workers.Worker {
    private final List<Task> tasks;
    private final Totals totals;
    private @Nullable ScanConnection connection;

    Counting(List<Task> tasks, Totals totals) {
      this.tasks = tasks;
      this.totals = totals;
    }

    @Override
    public void work(int number) throws SQLException, IOException, InterruptedException {
      Task task = tasks.get(number);
      if (!totals.addKnown(task.analyzer(), cache.find(task.key()))) {
        read.set(task.shard(), 1);
        count(task);
      }
    }

    private void count(Task task) throws SQLException, IOException, InterruptedException {
      Tally tally = task.analyzer().empty();
      ShardRows rows = new ShardRows(columns.typesOf(task.analyzer().columns()));
      try {
        rows.read(connection(), shards.get(task.shard()).file(), tally::add);
      } catch (Tally.TooMany e) {
        throw new Refused(task.analyzer().key(), e);
      }
      keep(task.key(), tally);
      totals.add(task.analyzer().key(), tally);
    }

    private ScanConnection connection() throws SQLException {
      if (connection == null) {
        connection = ScanDatabase.shared().connect();
      }
      return connection;
    }

    private void keep(Digest key, Tally tally) {
      try {
        cache.put(key, tally.toBytes());
      } catch (IOException _) {
        // It will be counted again; that the disk is full is for the result's writer to say.
      }
    }

    @Override
    public void close() {
      if (connection != null) {
        connection.close();
      }
    }
  }
}
