package dev.millrace.data.statistics;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Statistics of the rows of Parquet files. The work is cut by shards and, within a shard, by
 * columns: a column's values are always counted by one thread in the order of the file, so the
 * number of threads leaves no trace. What is counted of a shard is then merged, in the order of the
 * shards, whether it was counted now or came from the cache.
 */
public final class TableStatistics {

  private static final long MEMORY = 512L << 20;

  private final Path workDirectory;
  private final Workers workers;
  private final Optional<PartialCache> cache;

  private TableStatistics(Path workDirectory, int threads, Optional<PartialCache> cache) {
    this.workDirectory = workDirectory;
    this.workers = new Workers(threads);
    this.cache = cache;
  }

  /**
   * Counts everything.
   *
   * @param workDirectory for what does not fit in memory
   */
  public static TableStatistics with(Path workDirectory, int threads) {
    return new TableStatistics(workDirectory, threads, Optional.empty());
  }

  /** Keeps what is counted of each shard, and counts only shards that were not counted before. */
  public static TableStatistics with(Path workDirectory, int threads, PartialCache cache) {
    return new TableStatistics(workDirectory, threads, Optional.of(cache));
  }

  /**
   * Counts the shards together.
   *
   * @param shards at least one; all have the same columns
   * @throws UserError if a file cannot be read, a predicate is wrong, there is no such column as
   *     the options name, or a weight is none
   */
  public DatasetStatistics of(List<Shard> shards, StatisticsOptions options)
      throws IOException, InterruptedException {
    return of(shards, options, _ -> {});
  }

  /**
   * As {@link #of(List, StatisticsOptions)}.
   *
   * @param reuse is told how many of the shards were new; what is counted of slices is not in it
   */
  public DatasetStatistics of(List<Shard> shards, StatisticsOptions options, Consumer<Reuse> reuse)
      throws IOException, InterruptedException {
    try {
      return count(shards, options, reuse);
    } catch (SQLException e) {
      throw UserError.failure("the rows cannot be counted: " + DuckDbErrors.reason(e))
          .hint("see that each file is whole and each slice a condition over its columns")
          .causedBy(e);
    }
  }

  private DatasetStatistics count(
      List<Shard> shards, StatisticsOptions options, Consumer<Reuse> reuse)
      throws SQLException, IOException, InterruptedException {
    List<Path> files = shards.stream().map(Shard::file).toList();
    boolean usersSql = options.slices().stream().anyMatch(Slice.Where.class::isInstance);
    try (ScanDatabase database =
        usersSql ? ScanDatabase.open(workDirectory, files, MEMORY) : ScanDatabase.shared()) {
      try {
        return count(database, shards, options, reuse);
      } catch (SQLException e) {
        requireReadable(database, files);
        throw e;
      }
    }
  }

  /** Names the file that is no Parquet, which what failed may not say. */
  private static void requireReadable(ScanDatabase database, List<Path> files)
      throws SQLException, InterruptedException {
    try (ScanConnection connection = database.connect()) {
      for (Path file : files) {
        try {
          FeatureSources.of(connection, file);
        } catch (SQLException e) {
          throw DuckDbErrors.unreadableParquet(file, e);
        }
      }
    }
  }

  private DatasetStatistics count(
      ScanDatabase database, List<Shard> shards, StatisticsOptions options, Consumer<Reuse> reuse)
      throws SQLException, IOException, InterruptedException {
    Sources sources;
    try (ScanConnection connection = database.connect()) {
      sources = FeatureSources.of(connection, shards.getFirst().file());
    }
    CountingPlan plan = plan(sources, options);
    ShardCounter counter = new ShardCounter(database, workers, cache);
    DatasetStatistics all = count(counter, shards, plan, sources.skipped());
    reuse.accept(counter.reuse());
    if (options.slices().isEmpty()) {
      return all;
    }
    SequencedMap<String, DatasetStatistics> slices = new LinkedHashMap<>();
    for (var slice : SlicePredicates.of(options.slices(), all).entrySet()) {
      slices.put(
          slice.getKey(),
          count(counter, shards, plan.onlyWhere(slice.getValue()), sources.skipped()));
    }
    return all.withSlices(slices);
  }

  private DatasetStatistics count(
      ShardCounter counter,
      List<Shard> shards,
      CountingPlan plan,
      SequencedMap<String, String> skipped)
      throws SQLException, IOException, InterruptedException {
    List<String> leftOut =
        plan.features().stream()
            .filter(feature -> CountingPlan.pairable(feature) && !plan.paired().contains(feature))
            .map(FeatureSource::name)
            .toList();
    return new ShardMerge(plan, counter.count(shards, plan)).build(workers, leftOut, skipped);
  }

  private static CountingPlan plan(Sources sources, StatisticsOptions options) {
    List<FeatureSource> features = sources.features();
    List<FeatureSource> paired =
        options.pairs()
            ? features.stream().filter(CountingPlan::pairable).limit(Pairs.MOST_FEATURES).toList()
            : List.of();
    return new CountingPlan(
        features,
        sources.lists(),
        options.label().map(name -> named(name, "label", features)),
        options.weight().map(name -> weight(name, features)),
        paired,
        "");
  }

  private static FeatureSource weight(String name, List<FeatureSource> features) {
    FeatureSource source = named(name, "weight", features);
    if (!CountingPlan.pairable(source)) {
      throw UserError.failure(
          "the weight '" + name + "' is " + source.type().text() + ", expected a number");
    }
    return source;
  }

  private static FeatureSource named(String name, String as, List<FeatureSource> features) {
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.failure("the data has no column '" + name + "' to be the " + as)
                    .hint(
                        Suggestion.remedy(
                            name, features.stream().map(FeatureSource::name).toList())));
  }
}
