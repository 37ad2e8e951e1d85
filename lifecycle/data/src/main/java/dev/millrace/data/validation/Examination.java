package dev.millrace.data.validation;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * All that can be looked at of a data set: against its schema, beside the data before it, beside
 * what is served, and row by row.
 *
 * @param environment the one that the data is of
 * @param before the data before it, for drift and for how many rows there are
 * @param served what is served, for skew
 * @param rows the Parquet files of each split, for what only rows can tell; of no split, if there
 *     are none
 */
public record Examination(
    StatisticsFile data,
    DataSchema schema,
    Optional<String> environment,
    Optional<StatisticsFile> before,
    Optional<StatisticsFile> served,
    Map<String, List<Path>> rows) {

  public Examination {
    rows = Map.copyOf(rows);
  }

  /** Of statistics alone. */
  public static Examination of(
      StatisticsFile data, DataSchema schema, Optional<String> environment) {
    return new Examination(data, schema, environment, Optional.empty(), Optional.empty(), Map.of());
  }

  /** The same, also beside the data before it. */
  public Examination after(Optional<StatisticsFile> data) {
    return new Examination(this.data, schema, environment, data, served, rows);
  }

  /** The same, also beside what is served. */
  public Examination servedAs(Optional<StatisticsFile> data) {
    return new Examination(this.data, schema, environment, before, data, rows);
  }

  /** The same, with the rows themselves. */
  public Examination with(Map<String, List<Path>> files) {
    return new Examination(data, schema, environment, before, served, files);
  }

  /**
   * Looks at everything.
   *
   * @param workDirectory for what does not fit in memory
   * @throws UserError if the schema has no such environment, a rule is wrong, or there are rules
   *     but no rows
   */
  public AnomaliesFile anomalies(Path workDirectory) throws IOException, InterruptedException {
    List<Anomaly> found = new ArrayList<>(Validation.against(schema, environment).of(data));
    List<Compared> compared = new ArrayList<>();
    found.addAll(rowCounts());
    before.ifPresent(other -> compare(Kind.DRIFT, other, found, compared));
    served.ifPresent(other -> compare(Kind.SKEW, other, found, compared));
    for (var split : data.splits().entrySet()) {
      for (Anomaly certain : rows(split.getKey(), split.getValue(), workDirectory)) {
        found.removeIf(suspected -> isOf(suspected, certain));
        found.add(certain);
      }
    }
    found.sort(Validation.ERRORS_FIRST);
    return new AnomaliesFile(found, compared);
  }

  /** Whether rows tell for sure what statistics tell of the values that they list. */
  private static boolean isOf(Anomaly suspected, Anomaly certain) {
    return suspected.type() == AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES
        && certain.type() == suspected.type()
        && certain.split().equals(suspected.split())
        && certain.path().equals(suspected.path());
  }

  private List<Anomaly> rowCounts() {
    return schema.rows().isPresent() && before.isPresent()
        ? RowCountRules.anomalies(
            schema.rows().get(), Validation.rows(data), Validation.rows(before.get()))
        : List.of();
  }

  /** Each split beside its counterpart. */
  private void compare(
      Kind kind, StatisticsFile other, List<Anomaly> found, List<Compared> compared) {
    int place = 0;
    for (var split : data.splits().entrySet()) {
      Optional<DatasetStatistics> there = counterpart(split.getKey(), place++, other);
      if (there.isPresent()) {
        AnomaliesFile both =
            Comparisons.of(kind, split.getKey(), split.getValue(), there.get(), schema);
        found.addAll(both.anomalies());
        compared.addAll(both.comparisons());
      }
    }
  }

  /**
   * The split of the same name; where names tell nothing, that at the same place; of other numbers
   * of splits, the first stands for all.
   */
  private Optional<DatasetStatistics> counterpart(String split, int place, StatisticsFile other) {
    SequencedMap<String, DatasetStatistics> there = other.splits();
    if (there.keySet().stream().anyMatch(data.splits()::containsKey)) {
      return Optional.ofNullable(there.get(split));
    }
    boolean alike = there.size() == data.splits().size();
    return there.values().stream().skip(alike ? place : 0).findFirst();
  }

  private List<Anomaly> rows(String split, DatasetStatistics statistics, Path workDirectory)
      throws IOException, InterruptedException {
    if (!RowRules.needed(schema, statistics)) {
      return List.of();
    }
    List<Path> files = rows.get(split);
    if (files != null) {
      return RowRules.anomalies(
          new RowRules.Split(split, statistics), files, schema, workDirectory);
    }
    if (!schema.rules().isEmpty()) {
      throw UserError.failure(
              "the schema has rules in SQL, which need the rows; there are only statistics")
          .hint("give validate the examples, or name Parquet files or a run's examples");
    }
    return List.of();
  }
}
