package dev.millrace.data.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Counts;
import dev.millrace.data.TestTask;
import dev.millrace.data.schema.Bound;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.ProvideSchema;
import dev.millrace.data.schema.SchemaInference;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.validation.Anomaly.Severity;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {

  @TempDir Path folder;

  private static DataSchema schema(String name, FeatureSchema feature) {
    return new DataSchema(new LinkedHashMap<>(Map.of(name, feature)));
  }

  private static FeatureSchema ranged(DataType type, double min, double max) {
    return FeatureSchema.of(type, false)
        .with(
            draft -> {
              draft.min = Optional.of(Bound.of(BigDecimal.valueOf(min)));
              draft.max = Optional.of(Bound.of(BigDecimal.valueOf(max)));
            });
  }

  private static List<Anomaly> validate(Counts counts, DataSchema schema) {
    return Validation.validate("train", counts.build(), schema);
  }

  private static void assertOne(
      List<Anomaly> found, AnomalyType type, Severity severity, String reason) {
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().type()).isEqualTo(type);
    assertThat(found.getFirst().severity()).isEqualTo(severity);
    assertThat(found.getFirst().reason()).isEqualTo(reason);
    assertThat(found.getFirst().remedy()).isNotBlank();
  }

  @Test
  void validate_ofInferredSchema_findsNoError() {
    DatasetStatistics data =
        new Counts()
            .integers("n", 1, 2, 3)
            .strings("s", "a", null, "b")
            .booleans("b", true, false, null)
            .numbers("x", 0.5, 1.5, -3)
            .build();

    assertThat(
            Validation.validate(Counts.file(data, data), SchemaInference.infer(Counts.file(data))))
        .isEmpty();
  }

  @Test
  void validate_columnGoneAndColumnNew_areErrors() {
    List<Anomaly> found =
        validate(
            new Counts().integers("delai", 1, 2),
            schema("delay", FeatureSchema.of(DataType.INTEGER, false)));

    assertThat(found)
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.SCHEMA_MISSING_COLUMN, AnomalyType.SCHEMA_NEW_COLUMN);
    assertThat(found).allMatch(anomaly -> anomaly.severity() == Severity.ERROR);
    assertThat(found.getFirst().remedy()).contains("the data has 'delai'");
  }

  @Test
  void validate_anotherType_isTheOnlyThingSaid() {
    assertOne(
        validate(new Counts().strings("n", "x", null), schema("n", ranged(DataType.INTEGER, 0, 1))),
        AnomalyType.INT_TYPE_NOT_INT_STRING,
        Severity.ERROR,
        "column 'n' is of type string, expected integer");
  }

  @Test
  void validate_integersWhereNumbersAreExpected_areFine() {
    assertThat(
            validate(
                new Counts().integers("n", 1, 2),
                schema("n", FeatureSchema.of(DataType.NUMBER, false))))
        .isEmpty();
  }

  @Test
  void validate_missingValues_againstPresence() {
    Counts half = new Counts().strings("s", "a", null, "b", null);
    FeatureSchema most =
        FeatureSchema.of(DataType.STRING, true)
            .with(draft -> draft.presence = Optional.of(new Fraction(0.75)));

    assertOne(
        validate(half, schema("s", FeatureSchema.of(DataType.STRING, false))),
        AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT,
        Severity.ERROR,
        "column 's' has no value in 2 of 4 rows, expected at most 0.00 %");
    assertThat(validate(half, schema("s", most))).hasSize(1);
    assertThat(validate(half, schema("s", FeatureSchema.of(DataType.STRING, true)))).isEmpty();
    assertThat(
            validate(
                new Counts().strings("s", null, null),
                schema("s", FeatureSchema.of(DataType.STRING, false))))
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.FEATURE_TYPE_NOT_PRESENT);
  }

  @Test
  void validate_valuesOutsideTheRange_saysHowFar() {
    List<Anomaly> found =
        validate(
            new Counts().integers("n", -1116, 5, 2000),
            schema("n", ranged(DataType.INTEGER, -60, 1500)));

    assertThat(found)
        .extracting(Anomaly::reason)
        .containsExactly(
            "column 'n' goes down to -1116, expected at least -60",
            "column 'n' goes up to 2000, expected at most 1500");
    assertThat(found)
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.INT_TYPE_SMALL_INT, AnomalyType.INT_TYPE_BIG_INT);
    assertThat(
            validate(
                new Counts().numbers("x", -0.1, 0.3),
                schema("x", ranged(DataType.NUMBER, -0.1, 0.3))))
        .isEmpty();
  }

  @Test
  void validate_valuesNotListed_againstTheirShare() {
    Counts counts = new Counts().strings("s", "a", "a", "b", "😀");
    FeatureSchema onlyA = FeatureSchema.of(DataType.STRING, false);

    assertOne(
        validate(counts, schema("s", onlyA.withValues(List.of("a"), new Fraction(0.49)))),
        AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
        Severity.ERROR,
        "column 's' has other values than the schema's in 2 rows (50.00 %), most often 'b';"
            + " expected at most 49.00 %");
    assertThat(validate(counts, schema("s", onlyA.withValues(List.of("a"), new Fraction(0.5)))))
        .isEmpty();
  }

  @Test
  void validate_constants_labelIsAnErrorFeatureAWarning() {
    FeatureSchema flag = FeatureSchema.of(DataType.BOOLEAN, false);
    Counts counts = new Counts().booleans("late", false, false, false);

    assertOne(
        validate(counts, schema("late", flag.asLabel())),
        AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
        Severity.ERROR,
        "column 'late' is the label, and all 3 rows have the same value");
    assertOne(
        validate(counts, schema("late", flag)),
        AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
        Severity.WARNING,
        "column 'late' has the same value in all 3 rows");
  }

  @Test
  void run_schemaThenValidate_countsErrorsFirst() throws Exception {
    TestTask task = TestTask.in(folder);
    Statistics statistics = task.stage(Statistics.TYPE);
    Counts.file(new Counts().booleans("late", true, true).integers("n", 3, 3).build())
        .write(statistics);

    Schema schema =
        new ProvideSchema()
            .run(
                new ProvideSchema.Inputs(
                    statistics, Value.of(Optional.empty()), Value.of(Optional.of("late"))),
                task)
            .schema();
    Anomalies anomalies =
        new ValidateStatistics()
            .run(new ValidateStatistics.Inputs(statistics, schema), task)
            .anomalies();

    assertThat(anomalies.property("errors").orElseThrow().asInt()).isEqualTo(1);
    assertThat(anomalies.property("warnings").orElseThrow().asInt()).isEqualTo(1);
    assertThat(anomalies.property("reasons").orElseThrow().get(0).stringValue())
        .isEqualTo("train: column 'late' is the label, and all 2 rows have the same value");
    assertThat(AnomaliesFile.read(anomalies).of(Severity.ERROR)).hasSize(1);
  }

  @Test
  void run_reviewedSchema_isTakenAsWritten_andItsContentIsInTheKey() throws Exception {
    TestTask task = TestTask.in(folder);
    Statistics statistics = task.stage(Statistics.TYPE);
    Counts.file(new Counts().integers("n", 3, 4).build()).write(statistics);
    Files.writeString(folder.resolve("s.yaml"), "features: { n: { type: integer, max: 3 } }");
    ProvideSchema.Inputs inputs =
        new ProvideSchema.Inputs(
            statistics, Value.of(Optional.of("s.yaml")), Value.of(Optional.empty()));

    Optional<String> before = new ProvideSchema().outside(inputs, task);
    DataSchema schema = DataSchema.read(new ProvideSchema().run(inputs, task).schema());
    Files.writeString(folder.resolve("s.yaml"), "features: { n: { type: integer, max: 4 } }");

    assertThat(schema.feature("n", "a test").max()).contains(Bound.of(BigDecimal.valueOf(3)));
    assertThat(before).isPresent().isNotEqualTo(new ProvideSchema().outside(inputs, task));
  }
}
