package dev.millrace.data.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.data.Counts;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.ListStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A kind of anomaly a case: found, told with a value and rows, and accepted as it proposes. */
class AnomalyTypesTest {

  private static DataSchema schema(String yaml) {
    return DataSchema.parse("schema.yaml", yaml);
  }

  /**
   * @param schema of the feature {@code x}, as it is written
   * @param rows that the anomaly is about
   */
  private record Case(
      AnomalyType type,
      String schema,
      DatasetStatistics data,
      long rows,
      Optional<String> example,
      String proposal) {}

  private static Case of(
      AnomalyType type, String schema, Counts data, long rows, String example, String proposal) {
    Optional<String> shown = example.isEmpty() ? Optional.empty() : Optional.of(example);
    return new Case(type, schema, data.build(), rows, shown, proposal);
  }

  private static Counts x() {
    return new Counts();
  }

  private static Stream<Case> types() {
    return Stream.of(
        of(
            AnomalyType.BOOL_TYPE_BIG_INT,
            "type: boolean",
            x().integers("x", 0, 1, 2),
            3,
            "",
            "type: integer"),
        of(
            AnomalyType.BOOL_TYPE_SMALL_INT,
            "type: boolean",
            x().integers("x", 0, -1),
            2,
            "",
            "type: integer"),
        of(
            AnomalyType.UNEXPECTED_DATA_TYPE,
            "type: boolean",
            x().integers("x", 0, 1),
            2,
            "",
            "type: integer"),
        of(
            AnomalyType.BOOL_TYPE_UNEXPECTED_STRING,
            "type: boolean",
            x().strings("x", "yes", "no"),
            2,
            "no",
            "type: string"),
        of(
            AnomalyType.BOOL_TYPE_UNEXPECTED_FLOAT,
            "type: boolean",
            x().numbers("x", 0.5, 1),
            2,
            "",
            "type: number"),
        of(
            AnomalyType.INT_TYPE_NOT_INT_STRING,
            "type: integer, min: 0",
            x().strings("x", "1", "1", "two"),
            3,
            "two",
            "type: string, no min"),
        of(
            AnomalyType.FLOAT_TYPE_STRING_NOT_FLOAT,
            "type: number, nan: true",
            x().strings("x", "1.5", "n/a"),
            2,
            "n/a",
            "type: string, no nan"),
        of(
            AnomalyType.UNEXPECTED_DATA_TYPE,
            "type: integer, max: 2",
            x().numbers("x", 1.5, 2),
            2,
            "",
            "type: number"));
  }

  private static Stream<Case> values() {
    return Stream.of(
        of(
            AnomalyType.INT_TYPE_SMALL_INT,
            "type: integer, min: 0",
            x().integers("x", -5, -5, -1, 3),
            3,
            "-5",
            "min: -5"),
        of(
            AnomalyType.INT_TYPE_BIG_INT,
            "type: integer, max: 9007199254740992",
            x().integers("x", 9007199254740993L, 1),
            1,
            "9007199254740993",
            "max: 9007199254740993"),
        of(
            AnomalyType.FLOAT_TYPE_SMALL_FLOAT,
            "type: number, min: 0.1",
            x().numbers("x", 0.05, 0.5),
            1,
            "0.05",
            "min: 0.05"),
        of(
            AnomalyType.FLOAT_TYPE_BIG_FLOAT,
            "type: number, max: 1",
            x().numbers("x", 1.25, 2, 0),
            2,
            "2",
            "max: 2"),
        of(
            AnomalyType.FLOAT_TYPE_HAS_NAN,
            "type: number",
            x().numbers("x", Double.NaN, 2, 0),
            1,
            "NaN",
            "nan: true"),
        of(
            AnomalyType.FLOAT_TYPE_HAS_INF,
            "type: number, nan: true",
            x().numbers("x", Double.NaN, Double.NEGATIVE_INFINITY, 0, 1),
            1,
            "-Infinity",
            "infinite: true"),
        of(
            AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
            "type: string, values: [a]",
            x().strings("x", "a", "c", "b", "b"),
            3,
            "b",
            "values: [..., b, c]"),
        of(
            AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES,
            "type: string, pattern: '[A-Z]{3}', unknown_values: 1%",
            x().strings("x", "ATL", "LAX", "atl", "JFK "),
            2,
            "JFK ",
            "unknown_values: 0.5"));
  }

  private static Stream<Case> counts() {
    return Stream.of(
        of(
            AnomalyType.FEATURE_TYPE_NOT_PRESENT,
            "type: string",
            x().strings("x", null, null),
            2,
            "",
            "nullable: true"),
        of(
            AnomalyType.FEATURE_TYPE_LOW_FRACTION_PRESENT,
            "type: string, nullable: true, presence: 90%",
            x().strings("x", "a", "b", null),
            1,
            "",
            "presence: 0.666"),
        of(
            AnomalyType.FEATURE_TYPE_LOW_NUMBER_PRESENT,
            "type: string, nullable: true, min_count: 3",
            x().strings("x", "a", "b", null),
            1,
            "",
            "min_count: 2"),
        of(
            AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
            "type: integer, unique: true",
            x().integers("x", 1, 2, 2, 2),
            2,
            "",
            "no unique"),
        of(
            AnomalyType.FEATURE_TYPE_LOW_UNIQUE,
            "type: string, distinct: { min: 3 }",
            x().strings("x", "a", "b", "b"),
            3,
            "",
            "distinct: { min: 2 }"),
        of(
            AnomalyType.FEATURE_TYPE_HIGH_UNIQUE,
            "type: number, distinct: { min: 1, max: 2 }",
            x().numbers("x", 1, 2, 3.5),
            3,
            "",
            "distinct: { min: 1, max: 3 }"));
  }

  @TestFactory
  Stream<DynamicTest> validate_oneThingWrong_findsThatAndProposesWhatAcceptsIt() {
    return Stream.of(types(), values(), counts())
        .flatMap(cases -> cases)
        .map(one -> DynamicTest.dynamicTest(one.type() + " " + one.schema(), () -> check(one)));
  }

  private static void check(Case one) {
    DataSchema schema = schema("features: { x: { " + one.schema() + " } }");

    List<Anomaly> found = errors(one.data(), schema);

    assertThat(found).hasSize(1);
    Anomaly anomaly = found.getFirst();
    assertThat(anomaly.type()).isEqualTo(one.type());
    assertThat(anomaly.path()).isEqualTo("x");
    assertThat(anomaly.rows()).isEqualTo(one.rows());
    assertThat(anomaly.example()).isEqualTo(one.example());
    assertThat(anomaly.proposal()).contains(one.proposal());
    assertThat(anomaly.remedy()).isNotBlank();
    DataSchema accepting =
        SchemaUpdate.accepting(Counts.file(one.data()), schema, Optional.empty());
    assertThat(errors(one.data(), schema(accepting.toYaml()))).isEmpty();
  }

  private static List<Anomaly> errors(DatasetStatistics data, DataSchema schema) {
    return Validation.validate("train", data, schema).stream()
        .filter(anomaly -> anomaly.severity() == Severity.ERROR)
        .toList();
  }

  private static DatasetStatistics list(long[] lengths, String... elements) {
    NumericStatistics n =
        (NumericStatistics) new Counts().integers("n", lengths).build().feature("n");
    FeatureStatistics e = new Counts().strings("e", elements).build().feature("e");
    return new DatasetStatistics(
        lengths.length,
        new LinkedHashMap<>(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new LinkedHashMap<>(Map.of("x", new ListStatistics(n, Optional.of(e))))),
        Optional.of(new LinkedHashMap<>(Map.of("y", "INTERVAL"))),
        Optional.empty());
  }

  @Test
  void validate_lists_byTheirLengthsAndValues() {
    DatasetStatistics data = list(new long[] {0, 1, 4}, "a", "b", "b", "c", "a");

    assertThat(errors(data, schema("features: { x: { type: string, list: { min: 1 } } }")))
        .extracting(Anomaly::type, Anomaly::rows, Anomaly::proposal)
        .containsExactly(
            tuple(AnomalyType.FEATURE_TYPE_LOW_NUMBER_VALUES, 1L, Optional.of("list: { min: 0 }")));
    assertThat(errors(data, schema("features: { x: { type: string, list: { max: 3 } } }")))
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.FEATURE_TYPE_HIGH_NUMBER_VALUES);
    assertThat(errors(data, schema("features: { x: { type: string, list: {}, values: [a, b] } }")))
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES);
    assertThat(errors(data, schema("features: { x: { type: string } }")))
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.VALUE_NESTEDNESS_MISMATCH);
    assertThat(
            errors(
                data, schema("features: { x: { type: string, list: {} }, y: { type: string } }")))
        .extracting(Anomaly::type)
        .containsExactly(AnomalyType.STATS_NOT_AVAILABLE);
  }

  @Test
  void validate_textThatIsNoText_saysInHowManyRows() {
    StringStatistics plain =
        (StringStatistics) new Counts().strings("x", "a", "b").build().feature("x");
    StringStatistics bad =
        new StringStatistics(
            plain.count(), 0, plain.lengths(), plain.values(), 0, plain.distinct(), 1, 0);

    assertThat(
            new TextRules(schema("features: { x: { type: string } }").feature("x", "it"), bad)
                .breaches())
        .extracting(Breach::type, Breach::rows)
        .containsExactly(tuple(AnomalyType.ENUM_TYPE_INVALID_UTF8, 1L));
  }

  @Test
  void validate_rows_ofAllSplitsTogether() {
    var data =
        Counts.file(
            new Counts().integers("x", 1, 2).build(), new Counts().integers("x", 3).build());

    assertThat(
            Validation.validate(
                data, schema("{ rows: { min: 4 }, features: { x: { type: integer } } }")))
        .filteredOn(anomaly -> anomaly.severity() == Severity.ERROR)
        .extracting(Anomaly::type, Anomaly::text, Anomaly::proposal)
        .containsExactly(
            tuple(
                AnomalyType.DATASET_LOW_NUM_EXAMPLES,
                "all: there are 3 rows, expected at least 4",
                Optional.of("rows: { min: 3 }")));
    assertThat(
            Validation.validate(
                data, schema("{ rows: { max: 2 }, features: { x: { type: integer } } }")))
        .extracting(Anomaly::type)
        .contains(AnomalyType.DATASET_HIGH_NUM_EXAMPLES);
    assertThat(
            Validation.validate(
                data, schema("{ rows: { min: 3, max: 3 }, features: { x: { type: integer } } }")))
        .extracting(Anomaly::type)
        .doesNotContain(
            AnomalyType.DATASET_HIGH_NUM_EXAMPLES, AnomalyType.DATASET_LOW_NUM_EXAMPLES);
  }

  @Test
  void validate_ofAnEnvironment_missesOnlyWhatIsInIt() {
    DataSchema schema =
        schema(
            """
            environments: [training, serving]
            features:
              x: { type: integer }
              late: { type: boolean, label: true, in: [training] }
            """);
    DatasetStatistics served = new Counts().integers("x", 1, 2).build();

    assertThat(errors(served, schema))
        .extracting(Anomaly::type, Anomaly::path, Anomaly::proposal)
        .containsExactly(
            tuple(AnomalyType.SCHEMA_MISSING_COLUMN, "late", Optional.of("lifecycle: deprecated")));
    assertThat(Validation.against(schema, Optional.of("serving")).of(Counts.file(served)))
        .isEmpty();
    assertThat(Validation.against(schema, Optional.of("training")).of(Counts.file(served)))
        .hasSize(1);
    assertThatThrownBy(() -> Validation.against(schema, Optional.of("servin")))
        .hasMessage("the schema has no environment 'servin'");
    assertThat(
            SchemaUpdate.accepting(Counts.file(served), schema, Optional.of("training"))
                .feature("late", "it")
                .isIn(Optional.of("training")))
        .isFalse();
  }

  @Test
  void validate_stagesOfTheLifecycle_onlyTwoAreHeldToIt() {
    DatasetStatistics data = new Counts().integers("x", 5, 6).build();
    for (String stage : List.of("planned", "alpha", "deprecated", "disabled")) {
      assertThat(
              errors(
                  data,
                  schema(
                      "features: { x: { type: integer, max: 1, lifecycle: %s }, y: { type: string, lifecycle: %s } }"
                          .formatted(stage, stage))))
          .isEmpty();
    }
    for (String stage : List.of("beta", "production")) {
      assertThat(
              errors(
                  data,
                  schema(
                      "features: { x: { type: integer, max: 1, lifecycle: %s } }"
                          .formatted(stage))))
          .hasSize(1);
    }
  }
}
