package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.component.Value;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Anomaly;
import dev.millrace.data.validation.AnomalyType;
import dev.millrace.model.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformTest {

  /**
   * 5,000 rows of every kind of value: some missing, times before 1970, strings of uneven
   * frequency.
   */
  private static final String ROWS =
      """
      SELECT
        TIMESTAMP '1960-01-01' + to_minutes(CAST(i * 7919 AS BIGINT)) AS date,
        CASE WHEN i %% 13 = 0 THEN NULL ELSE i %% 977 END AS distance,
        CASE WHEN i %% 11 = 0 THEN NULL ELSE chr(65 + CAST(sqrt(i %% 400) AS INTEGER)) END AS origin,
        i %% 3 = 0 AS late
      FROM range(%d, %d) AS r(i)
      """;

  @TempDir private Path directory;

  @Test
  void run_rowsOfEveryKind_agreesWithSqlOnEverySplit() throws Exception {
    Examples examples = examples();
    Transform.Outputs outputs = run(examples, 2);
    for (String split : List.of(Splits.TRAIN, Splits.EVAL)) {
      String expected =
          // The same features by DuckDB's own functions; the vocabulary by counting and ranking.
          """
      WITH counted AS (
        SELECT origin, row_number() OVER (ORDER BY count(*) DESC, origin) - 1 AS place
        FROM %1$s WHERE origin IS NOT NULL GROUP BY origin)
      SELECT
        CAST(extract(hour FROM date) AS FLOAT) AS hour,
        CAST(distance AS FLOAT) AS miles,
        CAST(CASE WHEN rows.origin IS NULL THEN NULL WHEN place < 5 THEN place ELSE 5 END AS FLOAT) AS origin,
        CAST(isodow(date) AS FLOAT) AS weekday,
        late
      FROM %2$s AS rows LEFT JOIN counted ON counted.origin = rows.origin
      ORDER BY date
      """
              .formatted(
                  Tables.table(Splits.shard(examples, Splits.TRAIN)),
                  Tables.table(Splits.shard(examples, split)));
      assertThat(Tables.rows(outputs.transformed(), split)).isEqualTo(Tables.query(expected));
    }
  }

  @Test
  void run_oneOrManyThreads_writesTheSameBytes() throws Exception {
    Examples examples = examples();
    Transform.Outputs one = run(examples, 1);
    Transform.Outputs many = run(examples, 4);
    for (String split : List.of(Splits.TRAIN, Splits.EVAL)) {
      assertThat(Splits.shard(many.transformed(), split))
          .hasSameBinaryContentAs(Splits.shard(one.transformed(), split));
    }
    assertThat(TransformFiles.read(many.graph()).onnx())
        .isEqualTo(TransformFiles.read(one.graph()).onnx());
  }

  @Test
  void matrix_ofTransformedExamples_holdsFeaturesByRowAndLabels() throws Exception {
    Transform.Outputs outputs = run(examples(), 2);
    TransformedMatrix matrix =
        TransformedMatrix.read(outputs.transformed(), Splits.EVAL, List.of(), 2);
    KeptColumn.Numbers labels = (KeptColumn.Numbers) matrix.column(Transforming.LABEL);
    List<String> rows = Tables.rows(outputs.transformed(), Splits.EVAL);
    assertThat(matrix.features()).containsExactly("hour", "miles", "origin", "weekday");
    assertThat(matrix.rows()).isEqualTo(rows.size());
    for (int row = 0; row < matrix.rows(); row++) {
      List<String> cells = List.of(rows.get(row).split(",", -1));
      for (int feature = 0; feature < 4; feature++) {
        float value = matrix.values()[row * 4 + feature];
        assertThat(Float.isNaN(value) ? "null" : Float.toString(value))
            .isEqualTo(cells.get(feature));
      }
      assertThat(labels.values()[row]).isEqualTo(cells.get(4).equals("true") ? 1 : 0);
    }
  }

  @Test
  void matrix_readOnMoreOrFewerThreads_isTheSame() throws Exception {
    Transform.Outputs outputs = run(examples(), 2);
    TransformedMatrix one =
        TransformedMatrix.read(outputs.transformed(), Splits.TRAIN, List.of(), 1);
    assertThat(one.values()).contains(Float.NaN);
    for (int threads : List.of(2, 3, 64)) {
      TransformedMatrix many =
          TransformedMatrix.read(outputs.transformed(), Splits.TRAIN, List.of(), threads);
      assertThat(many.values()).isEqualTo(one.values());
      assertThat(many.column(Transforming.LABEL))
          .usingRecursiveComparison()
          .isEqualTo(one.column(Transforming.LABEL));
    }
  }

  @Test
  void matrix_infiniteInSinglePrecision_isRefusedWithItsFirstPlace() throws Exception {
    String rows = "SELECT %s AS x FROM range(4) t(i) ORDER BY i";
    TransformedExamples transformed =
        new Transforming(directory)
            .keeping(rows.formatted("i"), FeatureSpec.from("x").build(), List.of())
            .transformed();
    // As another component could write it: transform leaves nothing infinite.
    Tables.write(
        Splits.shard(transformed, Splits.TRAIN),
        rows.formatted("[1, NULL, 1e39, -1e39][i + 1]").replace("AS x", "AS f, true AS late"));
    for (int most : List.of(4, 2)) {
      assertThatThrownBy(
              () -> TransformedMatrix.read(transformed, Splits.TRAIN, List.of(), most, 2))
          .hasMessage("feature 'f' of row 2 of 'train' is infinite in single precision");
    }
  }

  @Test
  void matrix_otherRowsThanTheArtifactSays_isRefused() throws Exception {
    TransformedExamples transformed = run(examples(), 2).transformed();
    long rows = Splits.rows(transformed, Splits.TRAIN);
    for (long said : List.of(rows - 1, rows + 1)) {
      transformed.property(Splits.PROPERTY, Map.of(Splits.TRAIN, said));
      assertThatThrownBy(() -> TransformedMatrix.read(transformed, Splits.TRAIN, List.of(), 2))
          .hasStackTraceContaining(
              said < rows
                  ? "the files hold more rows than their artifact says"
                  : "the files hold fewer rows than their artifact says");
    }
  }

  @Test
  void run_errorsInTheData_isRefusedWithTheirReasons() throws Exception {
    Examples examples = examples();
    Anomaly error =
        new Anomaly(
            AnomalyType.SCHEMA_MISSING_COLUMN,
            Anomaly.Severity.ERROR,
            "train",
            "fare",
            "column 'fare' is missing",
            "find it");
    Anomaly again =
        new Anomaly(
            error.type(), error.severity(), "eval", error.path(), error.reason(), error.remedy());
    assertThatThrownBy(() -> run(examples, 1, error, again))
        .isInstanceOfSatisfying(
            GateRefused.class,
            refusal -> {
              assertThat(refusal.reason())
                  .isEqualTo("validation found errors: column 'fare' is missing (train, eval)");
              assertThat(refusal.hint()).contains("find it");
            });
  }

  private Examples examples() throws Exception {
    SequencedMap<String, String> splits = new LinkedHashMap<>();
    splits.put(Splits.TRAIN, ROWS.formatted(0, 4000));
    splits.put(Splits.EVAL, ROWS.formatted(4000, 5000));
    return Tables.examples(Files.createTempDirectory(directory, "examples"), splits);
  }

  private Transform.Outputs run(Examples examples, int threads, Anomaly... anomalies)
      throws Exception {
    TestTask task = TestTask.in(directory).threads(threads);
    SequencedMap<String, FeatureSchema> features = new LinkedHashMap<>();
    features.put("date", FeatureSchema.of(DataType.TIMESTAMP, false));
    features.put("distance", FeatureSchema.of(DataType.INTEGER, true));
    features.put("origin", FeatureSchema.of(DataType.STRING, true));
    features.put("late", FeatureSchema.of(DataType.BOOLEAN, false));
    Schema schema = task.stage(Schema.TYPE);
    new DataSchema(features).write(schema);
    Anomalies found = task.stage(Anomalies.TYPE);
    new AnomaliesFile(List.of(anomalies)).write(found);
    return new Transform()
        .run(
            new Transform.Inputs(
                examples, schema, found, Value.of(declared()), Value.of("late"), Value.of("UTC")),
            task);
  }

  private static Map<String, FeatureSpec> declared() {
    return Map.of(
        "hour", FeatureSpec.from("date").part(DatePart.HOUR).build(),
        "weekday", FeatureSpec.from("date").part(DatePart.WEEKDAY).build(),
        "miles", FeatureSpec.from("distance").build(),
        "origin", FeatureSpec.from("origin").vocabulary(FeatureSpec.Vocabulary.top(5)).build());
  }
}
