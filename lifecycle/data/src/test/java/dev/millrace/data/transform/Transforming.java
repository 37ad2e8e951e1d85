package dev.millrace.data.transform;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Value;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.validation.AnomaliesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Runs the component on the rows of a query: every column but {@code late} may be missing. */
final class Transforming {

  static final String LABEL = "late";

  private final Path directory;

  Transforming(Path directory) {
    this.directory = directory;
  }

  /**
   * The training split transformed, a row as its values with commas between, the label last.
   *
   * @param rows a query, without the label
   */
  List<String> rows(String rows, Map<String, FeatureSpec> features) throws Exception {
    Transform.Outputs outputs = run(rows, features);
    return Tables.rows(outputs.transformed(), Splits.TRAIN).stream()
        .map(row -> row.substring(0, row.lastIndexOf(',')))
        .toList();
  }

  /** The rows of one feature. */
  List<String> rows(String rows, FeatureSpec feature) throws Exception {
    return rows(rows, Map.of("f", feature));
  }

  /** Names of the outputs. */
  List<String> outputs(String rows, FeatureSpec feature) throws Exception {
    return TransformedMatrix.features(run(rows, Map.of("f", feature)).transformed());
  }

  Transform.Outputs run(String rows, Map<String, FeatureSpec> features) throws Exception {
    return run(TestTask.in(directory), examples(rows), features);
  }

  /** With some columns kept beside the features. */
  Transform.Outputs keeping(String rows, FeatureSpec feature, List<String> kept) throws Exception {
    return run(TestTask.in(directory), examples(rows), Map.of("f", feature), kept);
  }

  Examples examples(String rows) throws Exception {
    return Tables.examples(
        Files.createTempDirectory(directory, "examples"),
        Map.of(Splits.TRAIN, "SELECT *, true AS late FROM (" + rows + ")"));
  }

  /** A training split of several shards. */
  Examples sharded(List<String> queries) throws Exception {
    return Tables.sharded(
        Files.createTempDirectory(directory, "shards"),
        Splits.TRAIN,
        queries.stream().map(query -> "SELECT *, true AS late FROM (" + query + ")").toList());
  }

  Transform.Outputs run(TestTask task, Examples examples, Map<String, FeatureSpec> features)
      throws Exception {
    return run(task, examples, features, List.of());
  }

  private Transform.Outputs run(
      TestTask task, Examples examples, Map<String, FeatureSpec> features, List<String> kept)
      throws Exception {
    return new Transform().run(inputs(task, examples, features, kept), task);
  }

  /** What the component takes, with no initial model. */
  static Transform.Inputs inputs(
      TestTask task, Examples examples, Map<String, FeatureSpec> features, List<String> kept)
      throws Exception {
    SequencedMap<String, FeatureSchema> schemas = new LinkedHashMap<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, task.workDirectory(), 1)) {
      for (var column : reader.columns().entrySet()) {
        boolean nullable = !column.getKey().equals(LABEL);
        schemas.put(column.getKey(), FeatureSchema.of(column.getValue(), nullable));
      }
    }
    Schema schema = task.stage(Schema.TYPE);
    new DataSchema(schemas).write(schema);
    Anomalies none = task.stage(Anomalies.TYPE);
    new AnomaliesFile(List.of()).write(none);
    return new Transform.Inputs(
        examples,
        schema,
        none,
        Optional.empty(),
        Value.of(features),
        Value.of(LABEL),
        Value.of(kept),
        Value.of("UTC"));
  }

  /** Rows of one column, written as SQL values. */
  static String column(String type, Object... values) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add("(" + i + ", CAST(" + values[i] + " AS " + type + "))");
    }
    return "SELECT x FROM (VALUES " + String.join(", ", rows) + ") t(i, x) ORDER BY i";
  }
}
