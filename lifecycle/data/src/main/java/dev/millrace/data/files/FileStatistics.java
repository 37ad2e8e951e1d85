package dev.millrace.data.files;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.TextFiles;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statistics of files that a person hands in. What columns of text are follows from all their
 * values, as in a pipeline's ingest; rows that cannot be read are left out and counted.
 *
 * @param rejected rows that are in no figure
 * @param firstReject where the first of them is, and why
 */
public record FileStatistics(
    DatasetStatistics statistics, long rejected, Optional<String> firstReject) {

  /**
   * Counts files together.
   *
   * @param files at least one; all of one kind, and with the same columns
   * @param workDirectory for what is needed meanwhile
   * @param cache of Parquet files that were counted before
   * @throws UserError if a file cannot be read, or has no such column as the options name
   */
  public static FileStatistics of(
      List<Path> files, StatisticsOptions options, Path workDirectory, PartialCache cache)
      throws IOException, InterruptedException {
    FileFormat format = RowFiles.requireRows(files);
    Path scratch = Files.createTempDirectory(Files.createDirectories(workDirectory), "statistics-");
    try {
      return switch (format) {
        case PARQUET ->
            new FileStatistics(
                count(files, options, scratch, Optional.of(cache)), 0, Optional.empty());
        case CSV, JSON_LINES -> ofText(files, options, scratch);
      };
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("counting was interrupted");
      }
      throw UserError.failure(
              RowFiles.words(files) + " cannot be counted: " + DuckDbErrors.reason(e))
          .hint("all files need the same columns, and each must be what its name says")
          .causedBy(e);
    } finally {
      Scratch.remove(scratch);
    }
  }

  private static DatasetStatistics count(
      List<Path> files, StatisticsOptions options, Path scratch, Optional<PartialCache> cache)
      throws SQLException, IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Shard> shards = files.stream().map(Shard::of).toList();
    TableStatistics counter =
        cache
            .map(kept -> TableStatistics.with(scratch, threads, kept))
            .orElseGet(() -> TableStatistics.with(scratch, threads));
    return counter.of(shards, options);
  }

  private static FileStatistics ofText(List<Path> files, StatisticsOptions options, Path scratch)
      throws SQLException, IOException, InterruptedException {
    TextFiles texts = TextShards.read(files);
    TextShards shards = TextShards.write(texts, files, texts.types(Map.of()), scratch);
    return new FileStatistics(
        count(shards.shards(), options, scratch, Optional.empty()),
        shards.rejected(),
        shards.firstReject());
  }
}
