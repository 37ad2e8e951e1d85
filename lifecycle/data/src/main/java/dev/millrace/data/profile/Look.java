package dev.millrace.data.profile;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.files.TextShards;
import dev.millrace.data.ingest.Split;
import dev.millrace.data.rows.Dialect;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows that are being looked at. Of many rows some are drawn, evenly and always the same ones; what
 * must hold of all of them, such as how often each label occurs and where values are missing, is
 * asked of all.
 */
public final class Look implements AutoCloseable {

  private static final String SAMPLE = "looked_at";
  private static final long MOST_LOOKED = 100_000;
  private static final long FEWEST_LOOKED = 5_000;

  /** Values that are looked at, rows times columns. */
  private static final long MOST_VALUES = 10_000_000;

  /** Values up to which all are counted for the schema, rows times columns. */
  private static final long MOST_COUNTED = 60_000_000;

  private final DuckDb database;
  private final Path scratch;
  private final Texts texts;
  private final String source;
  private final List<Path> shards;
  private final long rows;
  private final SequencedMap<String, TimeFormat> times;
  private final List<ColumnProfile> columns;

  /**
   * How a column of texts writes moments.
   *
   * @param format as {@code strptime} takes it
   * @param other another one by which all values could be read too
   */
  public record TimeFormat(String format, Optional<String> other) {

    /** The column's moments, as SQL; a text that is none is an error when the query runs. */
    public String read(String column) {
      return "strptime(" + Sql.name(column) + ", " + Sql.text(format) + ")";
    }
  }

  /**
   * What reading text has shown.
   *
   * @param missing texts that stand for missing values
   * @param rejected rows that cannot be read
   * @param firstReject where the first of them is, and why
   */
  public record Texts(List<String> missing, long rejected, Optional<String> firstReject) {
    static final Texts NONE = new Texts(List.of(), 0, Optional.empty());

    public Texts {
      missing = List.copyOf(missing);
    }
  }

  /** How often a value occurs. */
  public record Occurrence(String value, long count) {}

  /**
   * What the columns hold, counted.
   *
   * @param whole whether all rows are
   * @param incomplete columns that miss a value in any of the rows, counted or not
   */
  public record Counted(DatasetStatistics statistics, boolean whole, Set<String> incomplete) {}

  private Look(DuckDb database, Path scratch, Texts texts, List<Path> shards) throws SQLException {
    this.database = database;
    this.scratch = scratch;
    this.texts = texts;
    this.shards = shards;
    String stored = "read_parquet(" + Sql.sources(shards) + ", union_by_name = true)";
    this.rows = database.count("SELECT count(*) FROM " + stored);
    int width = Math.max(1, database.columns(stored).size());
    long wanted = Math.clamp(MOST_VALUES / width, FEWEST_LOOKED, MOST_LOOKED);
    String drawn =
        rows <= wanted ? "" : " USING SAMPLE reservoir(" + wanted + " ROWS) REPEATABLE (1)";
    database.execute("CREATE TABLE " + SAMPLE + " AS SELECT * FROM " + stored + drawn);
    this.times = times(stored, drawn.isEmpty());
    this.source = times.isEmpty() ? stored : "(SELECT * " + replaced() + " FROM " + stored + ")";
    if (!times.isEmpty()) {
      database.execute(
          "CREATE OR REPLACE TABLE %1$s AS SELECT * %2$s FROM %1$s".formatted(SAMPLE, replaced()));
    }
    this.columns = new ColumnLook(database, SAMPLE).all();
  }

  /** Moments that are written in a form of their own; of rows that were drawn, all are asked. */
  private SequencedMap<String, TimeFormat> times(String stored, boolean whole) throws SQLException {
    SequencedMap<String, TimeFormat> found = new WrittenTimes(database, SAMPLE, Set.of()).find();
    if (whole) {
      return found;
    }
    WrittenTimes all = new WrittenTimes(database, stored, Set.of());
    SequencedMap<String, TimeFormat> held = new LinkedHashMap<>();
    for (Map.Entry<String, TimeFormat> each : found.entrySet()) {
      if (all.have(each.getKey(), each.getValue())) {
        held.put(each.getKey(), each.getValue());
      }
    }
    return held;
  }

  private String replaced() {
    return times.entrySet().stream()
        .map(each -> each.getValue().read(each.getKey()) + " AS " + Sql.name(each.getKey()))
        .collect(Collectors.joining(", ", "REPLACE (", ")"));
  }

  /**
   * Begins to look; the caller closes it.
   *
   * @param work an empty directory for what is needed meanwhile
   * @throws UserError if the files cannot be read, or are not one table
   */
  public static Look open(RowsPlace place, Path work) throws IOException, InterruptedException {
    try {
      if (place.format() == FileFormat.PARQUET) {
        return new Look(database(work), work, Texts.NONE, place.files());
      }
      Look first =
          ofText(place, Dialect.FOUND, List.of(), Files.createDirectories(work.resolve("found")));
      List<String> missing = new MissingTexts(first.database, SAMPLE, first.columns).find();
      if (missing.isEmpty() || place.format() != FileFormat.CSV) {
        return first;
      }
      first.close();
      return ofText(
          place, missing(missing), missing, Files.createDirectories(work.resolve("again")));
    } catch (SQLException e) {
      throw unreadable(place, e);
    }
  }

  private static UserError unreadable(RowsPlace place, SQLException error)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("looking was interrupted");
    }
    return UserError.failure(
            place.files().getFirst() + " cannot be read: " + DuckDbErrors.reason(error))
        .hint("all files need the same columns, and each must be what its name says")
        .causedBy(error);
  }

  private static Dialect missing(List<String> texts) {
    return new Dialect(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(texts),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Look ofText(RowsPlace place, Dialect dialect, List<String> missing, Path directory)
      throws SQLException, IOException, InterruptedException {
    TextFiles files = TextShards.read(place.files(), dialect);
    TextShards shards = TextShards.write(files, place.files(), files.types(Map.of()), directory);
    return new Look(
        database(directory),
        directory,
        new Texts(missing, shards.rejected(), shards.firstReject()),
        shards.shards());
  }

  private static DuckDb database(Path work) throws SQLException, IOException {
    return DuckDb.open(work, Runtime.getRuntime().availableProcessors());
  }

  public Texts texts() {
    return texts;
  }

  /** Columns of texts that are read as moments, with the form they are written in. */
  public SequencedMap<String, TimeFormat> times() {
    return Collections.unmodifiableSequencedMap(times);
  }

  /** All rows there are. */
  public long rows() {
    return rows;
  }

  /** Rows that were looked at. */
  public long looked() {
    return columns.isEmpty() ? 0 : columns.getFirst().rows();
  }

  /** In the order of the files. */
  public List<ColumnProfile> columns() {
    return columns;
  }

  /** How often values of a column occur, in all rows: the most frequent first, missing ones not. */
  public List<Occurrence> values(String column, int most) throws SQLException {
    String name = Sql.name(column);
    return database.rows(
        "SELECT CAST("
            + name
            + " AS VARCHAR) AS value, count(*) AS times FROM "
            + source
            + " WHERE "
            + name
            + " IS NOT NULL GROUP BY ALL ORDER BY times DESC, value LIMIT "
            + most,
        row -> new Occurrence(row.getString(1), row.getLong(2)));
  }

  /**
   * Values of text columns that look like marks of missing values, such as {@code ?}, by column: of
   * the rows that were looked at, the most frequent first.
   */
  public SequencedMap<String, List<Occurrence>> marks() throws SQLException {
    return new MissingTexts(database, SAMPLE, columns).marks();
  }

  /** How many rows of all have a value in a column. */
  public long present(String column) throws SQLException {
    return database.count("SELECT count(" + Sql.name(column) + ") FROM " + source);
  }

  /**
   * What every other column tells of a label.
   *
   * @param classes whether the label is one of few values rather than a quantity
   */
  public SequencedMap<String, Told> told(ColumnProfile label, boolean classes) throws SQLException {
    LabelLook look = new LabelLook(database, SAMPLE, label, classes);
    SequencedMap<String, Told> told = new LinkedHashMap<>();
    for (ColumnProfile column : columns) {
      if (!column.name().equals(label.name())) {
        told.put(column.name(), look.of(column));
      }
    }
    return told;
  }

  /** How many different rows some columns make, of those that were looked at. */
  public long distinct(List<String> together) throws SQLException {
    return database.count(
        "SELECT count(*) FROM (SELECT DISTINCT " + Sql.names(together) + " FROM " + SAMPLE + ")");
  }

  /**
   * How many different rows of some columns a part has, of those that were looked at.
   *
   * @param part of the split, by name
   */
  public long distinct(List<String> together, Split.Hash split, String part) throws SQLException {
    return database.count(
        "SELECT count(*) FROM (SELECT DISTINCT %s FROM %s WHERE %s)"
            .formatted(Sql.names(together), SAMPLE, split.conditions().get(part)));
  }

  /**
   * Values of a label that only the latest rows have, of those that were looked at.
   *
   * @param share of the rows that are the latest
   */
  public List<String> newest(String label, String time, double share) throws SQLException {
    String moment =
        "(SELECT quantile_disc(%s, %s) FROM %s)".formatted(Sql.name(time), 1 - share, SAMPLE);
    return database.rows(
        "SELECT CAST(%1$s AS VARCHAR) FROM %2$s WHERE %1$s IS NOT NULL GROUP BY 1 HAVING min(%3$s) > %4$s"
            .formatted(Sql.name(label), SAMPLE, Sql.name(time), moment),
        row -> row.getString(1));
  }

  /** How many different values a label has among the latest rows, of those that were looked at. */
  public long newestDistinct(String label, String time, double share) throws SQLException {
    return database.count(
        "SELECT count(DISTINCT %1$s) FROM %2$s WHERE %3$s > (SELECT quantile_disc(%3$s, %4$s) FROM %2$s)"
            .formatted(Sql.name(label), SAMPLE, Sql.name(time), 1 - share));
  }

  /**
   * How evenly rows would be divided by a hash: those that were looked at, and of all rows those of
   * some values of a label, each value for itself.
   *
   * @return the least share that a part has of what it should have: 0 if one has none
   */
  public double evenness(String label, List<Occurrence> values, Split.Hash split)
      throws SQLException {
    double test = split.test().map(Fraction::value).orElse(0.0);
    String least =
        split.conditions().entrySet().stream()
            .map(
                part ->
                    "count_if(%s) / (count(*) * %s)"
                        .formatted(
                            part.getValue(),
                            switch (part.getKey()) {
                              case Splits.TRAIN -> 1 - split.eval().value() - test;
                              case Splits.EVAL -> split.eval().value();
                              default -> test;
                            }))
            .collect(Collectors.joining(", ", "least(", ")"));
    String text = "CAST(" + Sql.name(label) + " AS VARCHAR)";
    String wanted = Sql.texts(values.stream().map(Occurrence::value).toList()) + "::VARCHAR[]";
    return database
        .rows(
            """
            SELECT min(even) FROM (
              SELECT %1$s AS even FROM %2$s
              UNION ALL
              SELECT %1$s FROM %3$s WHERE list_contains(%4$s, %5$s) GROUP BY %5$s)
            """
                .formatted(least, SAMPLE, source, wanted, text),
            row -> row.getDouble(1))
        .getFirst();
  }

  /** Counts what the columns hold: of all rows, or of those looked at if there are very many. */
  public Counted count() throws SQLException, IOException, InterruptedException {
    boolean whole = rows * Math.max(1, columns.size()) <= MOST_COUNTED;
    List<Path> files = shards;
    if (!whole || !times.isEmpty()) {
      Path counted = scratch.resolve("counted.parquet");
      database.update(
          "COPY (SELECT * FROM %s) TO %s (FORMAT parquet)"
              .formatted(whole ? source : SAMPLE, Sql.target(counted)));
      files = List.of(counted);
    }
    int threads = Runtime.getRuntime().availableProcessors();
    DatasetStatistics statistics =
        TableStatistics.with(Files.createDirectories(scratch.resolve("count")), threads)
            .of(files.stream().map(Shard::of).toList(), StatisticsOptions.PLAIN);
    return new Counted(statistics, whole, whole ? Set.of() : incomplete());
  }

  /** By what Parquet files say of themselves; a column they say nothing about may miss values. */
  private Set<String> incomplete() throws SQLException {
    SequencedSet<String> names = new LinkedHashSet<>();
    names.addAll(
        database.rows(
            "SELECT DISTINCT path_in_schema FROM parquet_metadata("
                + Sql.sources(shards)
                + ") WHERE stats_null_count IS NULL OR stats_null_count > 0",
            row -> row.getString(1)));
    return names;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
