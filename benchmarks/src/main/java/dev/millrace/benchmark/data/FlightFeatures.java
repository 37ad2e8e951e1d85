package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.transform.DatePart;
import dev.millrace.data.transform.FeatureSpec;
import dev.millrace.data.transform.Transform;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The flights of the example as a training split, and features of them. */
record FlightFeatures(
    Examples examples, List<Path> shards, List<Long> rowsByShard, List<String> digests) {

  static final String LABEL = "late";

  /** All flights, a shard a week. */
  static FlightFeatures weeks(Bench bench) throws Exception {
    return of(bench, weekFiles(bench).stream().map(List::of).toList());
  }

  /** All flights again and again, each time in a shard of their own. */
  static FlightFeatures times(Bench bench, int shards) throws Exception {
    List<List<Path>> all = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      List<Path> rotated = new ArrayList<>(weekFiles(bench));
      Collections.rotate(rotated, i);
      all.add(rotated);
    }
    return of(bench, all);
  }

  private static List<Path> weekFiles(Bench bench) throws IOException {
    try (Stream<Path> files = Files.list(bench.root().resolve("examples/flights/data"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static FlightFeatures of(Bench bench, List<List<Path>> sources) throws Exception {
    Path folder = bench.folder("flights");
    Examples examples = new Examples(new Handle.Staged(folder, new TreeMap<>()));
    List<Path> shards = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    try (DuckDb database = DuckDb.open(bench.folder("prepare"), 2)) {
      for (List<Path> source : sources) {
        Path shard = Splits.shard(examples, Splits.TRAIN, shards.size());
        Files.createDirectories(shard.getParent());
        rows.add(
            database.update(
                "COPY (SELECT * EXCLUDE (delay), delay > 15 AS late FROM read_parquet("
                    + Sql.sources(source)
                    + ")) TO "
                    + Sql.target(shard)
                    + " (FORMAT parquet)"));
        shards.add(shard);
        digests.add(Shard.of(shard).digest().hex());
      }
    }
    return over(folder, shards, rows, digests);
  }

  /** Notes what ingest notes. */
  private static FlightFeatures over(
      Path folder, List<Path> shards, List<Long> rows, List<String> digests) {
    Examples examples = new Examples(new Handle.Staged(folder, new TreeMap<>()));
    examples.property(Splits.SHARDS, Map.of(Splits.TRAIN, rows));
    examples.property(Splits.DIGESTS, Map.of(Splits.TRAIN, digests));
    examples.property(
        Splits.PROPERTY, Map.of(Splits.TRAIN, rows.stream().mapToLong(Long::longValue).sum()));
    return new FlightFeatures(examples, shards, rows, digests);
  }

  /** The first shards alone, as they were before the others came. */
  FlightFeatures first(int count) {
    return over(
        examples.directory(),
        shards.subList(0, count),
        rowsByShard.subList(0, count),
        digests.subList(0, count));
  }

  long rows() {
    return rowsByShard.stream().mapToLong(Long::longValue).sum();
  }

  /** Ten outputs: parts, cycles, a scale, buckets, a logarithm and vocabularies. */
  static Map<String, FeatureSpec> features() {
    return Map.of(
        "hour", FeatureSpec.from("date").part(DatePart.HOUR).build(),
        "minute", FeatureSpec.from("date").part(DatePart.MINUTE_OF_DAY).cycle().build(),
        "weekday", FeatureSpec.from("date").part(DatePart.WEEKDAY).build(),
        "distance", FeatureSpec.from("distance").build(),
        "far", FeatureSpec.from("distance").scale(FeatureSpec.Scale.Z_SCORE).build(),
        "miles", FeatureSpec.from("distance").quantileBuckets(10).build(),
        "hours", FeatureSpec.expression("distance / 450 + 0.5").log().build(),
        "origin", FeatureSpec.from("origin").vocabulary(FeatureSpec.Vocabulary.usual()).build(),
        "destination",
            FeatureSpec.from("destination").vocabulary(FeatureSpec.Vocabulary.usual()).build());
  }

  /** Some more that need to know more of the rows. */
  static Map<String, FeatureSpec> more() {
    Map<String, FeatureSpec> more = new TreeMap<>(features());
    more.put(
        "route",
        FeatureSpec.cross("origin", "destination")
            .vocabulary(FeatureSpec.Vocabulary.usual())
            .build());
    more.put(
        "far_from_here",
        FeatureSpec.from("distance").scale(FeatureSpec.Scale.ROBUST).per("origin").build());
    return more;
  }

  /** Runs the whole step. */
  Transform.Outputs transform(Map<String, FeatureSpec> features, LoneTask task) throws Exception {
    return new Transform().run(inputs(features, task), task);
  }

  /** Runs the analysis alone; returns the graph's digest. */
  Digest analysed(Map<String, FeatureSpec> features, LoneTask task) throws Exception {
    return Digest.of(Transform.analyse(inputs(features, task), task).onnx());
  }

  private Transform.Inputs inputs(Map<String, FeatureSpec> features, LoneTask task)
      throws Exception {
    SequencedMap<String, FeatureSchema> columns = new LinkedHashMap<>();
    columns.put("date", FeatureSchema.of(DataType.TIMESTAMP, false));
    columns.put("distance", FeatureSchema.of(DataType.INTEGER, false));
    columns.put("origin", FeatureSchema.of(DataType.STRING, false));
    columns.put("destination", FeatureSchema.of(DataType.STRING, false));
    columns.put(LABEL, FeatureSchema.of(DataType.BOOLEAN, false));
    Schema schema = task.stage(Schema.TYPE);
    new DataSchema(columns).write(schema);
    Anomalies none = task.stage(Anomalies.TYPE);
    new AnomaliesFile(List.of()).write(none);
    return new Transform.Inputs(
        examples, schema, none, Value.of(features), Value.of(LABEL), Value.of("UTC"));
  }
}
