package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Spans;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.ingest.Ingest;
import dev.millrace.data.ingest.Split;
import dev.millrace.data.rows.CsvFile;
import dev.millrace.data.rows.Dialect;
import dev.millrace.data.rows.RowAllowance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CSV file of 10 columns of decimals, 6 of integers and 4 of strings, as Parquet: beside DuckDB's
 * own {@code COPY} of the same file, which looks at a sample of the rows for their types, and keeps
 * them in their order.
 *
 * <p>Two things are timed. Reading is what {@code COPY} does: every value of the file, typed, as
 * Parquet; ours has looked at each of them before. The whole step also takes the file's digest
 * twice, divides the rows by the hash of a key, and sorts each split by all columns.
 */
public final class CsvIngest implements Benchmark {

  private static final int ROWS = 5_000_000;
  private static final int THREADS = 2;
  private static final int TIMES = 3;

  /** Something that is timed; how many seconds it took. */
  private interface Work {
    void run() throws Exception;
  }

  @Override
  public String name() {
    return "csv-ingest";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Path folder = bench.folder("csv");
    Path file = folder.resolve("table.csv");
    generate(folder, file);
    bench.say(Files.size(file) / 1_000_000 + " MB, " + ROWS + " rows of 20 columns");
    Path theirs = folder.resolve("theirs.parquet");
    Path ours = folder.resolve("ours.parquet");
    List<Double> copies = new ArrayList<>();
    List<Double> readings = new ArrayList<>();
    List<Double> steps = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      copies.add(seconds(() -> copy(folder, file, theirs)));
      readings.add(seconds(() -> read(folder, file, ours)));
      Path own = bench.folder("step");
      Files.createLink(own.resolve("table.csv"), file);
      List<Path> shards = new ArrayList<>();
      steps.add(seconds(() -> shards.addAll(ingest(own))));
      requireSame(folder, theirs, shards);
      requireSame(folder, theirs, List.of(ours));
    }
    double copy = median(copies);
    String beside = "COPY: %.1f s".formatted(copy);
    return List.of(
        Figure.of("csv-ingest", copy / median(readings), "×")
            .atLeast(0.7)
            .against("DuckDB's COPY by reading into Parquet; " + beside),
        Figure.of("csv-ingest-step", copy / median(steps), "×")
            .against("the same by the whole step, sorted and split"),
        Figure.of("csv-ingest-step-seconds", median(steps), "s"));
  }

  private static double median(List<Double> seconds) {
    return new Samples(seconds.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void generate(Path folder, Path file) throws Exception {
    String decimals =
        IntStream.range(0, 10)
            .mapToObj(
                i -> "round((hash(i, %d) %% 1000003) / %d.0, 4) AS d%d".formatted(i, i + 7, i))
            .collect(Collectors.joining(", "));
    String integers =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    "CAST(hash(i, %d) %% %d AS BIGINT) AS i%d"
                        .formatted(i + 10, 10_000 * (i * i + 1), i))
            .collect(Collectors.joining(", "));
    String strings =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    "'s' || (hash(i, %d) %% %d) AS s%d"
                        .formatted(i + 16, (int) Math.pow(10, i + 1), i))
            .collect(Collectors.joining(", "));
    try (DuckDb database = DuckDb.open(folder, THREADS)) {
      database.execute(
          "COPY (SELECT %s, %s, %s FROM range(%d) t(i)) TO %s (FORMAT csv, HEADER)"
              .formatted(decimals, integers, strings, ROWS, Sql.target(file)));
    }
  }

  private static void copy(Path folder, Path file, Path target) throws Exception {
    try (DuckDb database = DuckDb.open(folder, THREADS)) {
      database.execute(
          "COPY (FROM read_csv("
              + Sql.sources(List.of(file))
              + ")) TO "
              + Sql.target(target)
              + " (FORMAT parquet)");
    }
  }

  private static void read(Path folder, Path file, Path target) throws Exception {
    CsvFile read = CsvFile.read(file, "table.csv", Dialect.FOUND, THREADS);
    String table = read.direct(read.census().types(Map.of())).orElseThrow().from();
    try (DuckDb database = DuckDb.open(folder, THREADS)) {
      database.execute("COPY (FROM " + table + ") TO " + Sql.target(target) + " (FORMAT parquet)");
    }
  }

  private static List<Path> ingest(Path folder) throws Exception {
    Ingest.Inputs inputs =
        new Ingest.Inputs(
            Value.of("table.csv"),
            Value.of(Optional.empty()),
            Value.of(Optional.empty()),
            Value.of(Optional.empty()),
            Value.of(Spans.parse("all")),
            Value.of(Optional.empty()),
            Value.of(new Split.Hash(List.of("i5"), new Fraction(0.2))),
            Value.of(ZoneId.of("UTC")),
            Value.of(Optional.empty()),
            Value.of(Map.of()),
            Value.of(new RowAllowance("0")));
    LoneTask task = new LoneTask(folder, THREADS);
    Examples examples = new Ingest().run(inputs, task).examples();
    List<Path> shards = new ArrayList<>();
    for (String split : List.of(Splits.TRAIN, Splits.EVAL)) {
      shards.addAll(Splits.shards(examples, split));
    }
    return shards;
  }

  /** The same rows, in whatever order: their number, and the sum of what they hash to. */
  private static void requireSame(Path folder, Path theirs, List<Path> ours) throws Exception {
    try (DuckDb database = DuckDb.open(folder, THREADS)) {
      String one = rows(database, List.of(theirs));
      String other = rows(database, ours);
      Benchmark.require(one.equals(other), "other rows: " + one + " and " + other);
    }
  }

  private static String rows(DuckDb database, List<Path> files) throws Exception {
    return database
        .rows(
            "SELECT count(*), sum(CAST(hash(t) AS HUGEINT)) FROM read_parquet("
                + Sql.sources(files)
                + ") t",
            row -> row.getString(1) + " rows, " + row.getString(2))
        .getFirst();
  }
}
