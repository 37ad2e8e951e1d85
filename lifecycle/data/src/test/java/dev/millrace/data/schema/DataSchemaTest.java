package dev.millrace.data.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Counts;
import dev.millrace.model.DataType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSchemaTest {

  @TempDir Path folder;

  private static final List<DataType> TYPES = List.of(DataType.values());
  private static final List<Lifecycle> STAGES = List.of(Lifecycle.values());

  private DataSchema read(String yaml) throws Exception {
    return DataSchema.read(Files.writeString(folder.resolve("schema.yaml"), yaml));
  }

  private void assertRefused(String yaml, String... parts) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserError.class)
        .satisfies(
            e -> assertThat(e.getMessage() + ((UserError) e).hint().orElse("")).contains(parts));
  }

  @Test
  void read_fullForm_givesEveryRequirement() throws Exception {
    DataSchema schema =
        read(
            """
            features:
              date: { type: timestamp }
              delay: { type: integer, min: -100, max: 1500.5 }
              origin: { type: string, nullable: true, presence: 99%, values: [ATL, "no", ""], unknown_values: 1% }
              late: { type: boolean, label: true }
            """);

    assertThat(schema.features().keySet()).containsExactly("date", "delay", "origin", "late");
    assertThat(schema.feature("delay", "a test").min()).contains(Bound.of(new BigDecimal("-100")));
    assertThat(schema.feature("delay", "a test").max())
        .contains(Bound.of(new BigDecimal("1500.5")));
    FeatureSchema origin = schema.feature("origin", "a test");
    assertThat(origin.values()).containsExactly("ATL", "no", "");
    assertThat(origin.leastPresence()).isEqualTo(0.99);
    assertThat(origin.mostUnknown()).isEqualTo(0.01);
    assertThat(schema.feature("date", "a test").leastPresence()).isEqualTo(1);
    assertThat(schema.label()).contains("late");
  }

  @Test
  void read_unknownKey_saysWhereAndWhatWasMeant() {
    assertRefused(
        "features:\n  delay: { type: integer, mim: 3 }\n",
        "schema.yaml:2:27",
        "unknown key 'mim'",
        "did you mean 'min'?");
  }

  @Test
  void read_unknownType_saysWhere() {
    assertRefused("features:\n  delay: { type: intger }\n", "schema.yaml:2:18", "intger");
  }

  @Test
  void read_contradictions_namesThemAllWithTheirPlaces() {
    assertRefused(
        """
        features:
          a: { type: integer, min: 3, max: 2 }
          b: { type: string, min: 3, unknown_values: 0.1 }
          c: { type: number, values: [x], label: true }
          d: { type: boolean, presence: 0.5, label: true }
          e: { type: string, values: [x, x] }
        """,
        "schema.yaml:2:23: feature 'a' has min 3 above max 2",
        "schema.yaml:3:22: feature 'b' has min, which a string cannot have",
        "schema.yaml:3:30: feature 'b' has unknown_values but no values",
        "schema.yaml:4:22: feature 'c' has values, which only a string can have",
        "schema.yaml:5:23: feature 'd' has presence but is not nullable",
        "schema.yaml:6:22: feature 'e' names a value twice",
        "schema.yaml:5:38: 2 features are the label");
  }

  @Test
  void read_contradictionsOfCounts_namesThemAll() {
    assertRefused(
        """
        environments: [training, serving]
        rows: { min: 5, max: 4, least_change: 2, most_change: 1 }
        rules:
          neither: { severity: warning }
          both: { where: "a > 0", query: "SELECT 1" }
        features:
          a: { type: integer, in: [trainin], nan: true, distinct: { min: 3, max: 2 } }
          b: { type: timestamp, min: 3, in: [serving], not_in: [serving] }
          c: { type: number, max: 2001-01-01, unique: true, distinct: { min: 3 } }
          d: { type: boolean, unique: true, list: { min: 2, max: 1 } }
          e: { type: string, drift: { p_value: 0.1 }, skew: { wasserstein: 1 } }
          f: { type: string, pattern: "[a-z]+", values: [a, B] }
        """,
        "the schema has more as min of rows than as max",
        "the schema has more as least_change than as most_change",
        "schema.yaml:4:3: rule 'neither' has neither where and query",
        "schema.yaml:5:3: rule 'both' has both where and query",
        "feature 'a' names the environment 'trainin', which the schema does not have",
        "did you mean 'training'?",
        "feature 'a' has nan, which only a number can be",
        "feature 'a' has more as min of distinct than as max",
        "feature 'b' has a number as min, expected a moment",
        "feature 'b' is both in and not in 'serving'",
        "feature 'c' has a moment as max, expected a number",
        "feature 'c' has distinct and is unique",
        "feature 'd' has unique, which a boolean cannot have",
        "feature 'd' has more as min of list than as max",
        "feature 'e' has drift without a measure",
        "feature 'e' has a measure of skew that needs the order of numbers",
        "feature 'f' has the value 'B', which its pattern does not describe");
  }

  @Test
  void read_patternThatWouldNotEnd_isRefusedOrEnds() throws Exception {
    DataSchema schema = read("features: { a: { type: string, pattern: '(a+)+$' } }");

    assertThat(LinearPattern.of(schema.feature("a", "a test").pattern().orElseThrow()))
        .matches(pattern -> !pattern.matches("a".repeat(100_000) + "!"))
        .matches(pattern -> pattern.matches("a".repeat(100_000)));
    assertRefused(
        "features: { a: { type: string, pattern: '((a{100}){100}){100}' } }",
        "schema.yaml:1:32: feature 'a' has a pattern that repeats more than 1000 times");
    assertRefused(
        "features: { a: { type: string, pattern: '(a)\\1' } }",
        "has a pattern that is not understood");
    assertRefused(
        "features: { a: { type: string, pattern: '(' } }", "missing closing )", "RE2's syntax");
    assertRefused(
        "features: { a: { type: string, pattern: '" + "x".repeat(2000) + "' } }",
        "is longer than 1000 characters");
  }

  @Test
  void read_fiveThousandFeatures_isNoTrouble() throws Exception {
    StringBuilder yaml = new StringBuilder("features:\n");
    for (int i = 0; i < 5000; i++) {
      yaml.append("  f").append(i).append(": { type: number, min: 0, max: 1 }\n");
    }

    assertThat(read(yaml.toString()).features()).hasSize(5000);
    assertRefused(yaml + "  f17: { type: number }\n", "the key 'f17' was already given in line 19");
  }

  @Test
  void read_emptyFileOrWrongTypes_saysWhere() {
    assertRefused("", "schema.yaml:1:1: the file is empty");
    assertRefused("features: 3\n", "schema.yaml:1:11");
    assertRefused("features: { a: { type: integer, min: x } }", "schema.yaml:1:38", "a moment");
    assertRefused("features: { a: { type: integer, presence: 3 } }", "schema.yaml:1:43");
    assertRefused("rules: { r: { where: x, at_most: few } }\nfeatures: {}", "such as 1%");
  }

  @Test
  void read_noFile_saysSo() {
    assertThatThrownBy(() -> DataSchema.read(folder.resolve("nowhere.yaml")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void toYaml_readAgain_isTheSame() throws Exception {
    Random random = new Random(5);
    for (int trial = 0; trial < 100; trial++) {
      SequencedMap<String, FeatureSchema> features = new LinkedHashMap<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        features.put(text(random), feature(random));
      }
      DataSchema schema = new DataSchema(features);

      assertThat(read(schema.toYaml())).as(schema.toYaml()).isEqualTo(schema);
    }
  }

  private static String text(Random random) {
    List<String> strange =
        List.of(
            "a",
            "true",
            "Null",
            "~",
            "",
            "no",
            "on",
            "1e3",
            "a: b",
            "#x",
            "é😀",
            "\"",
            "\\",
            "a b",
            "- x",
            "{",
            "0x1F",
            "\t",
            "line\nbreak",
            "\u0001");
    return random.nextBoolean()
        ? strange.get(random.nextInt(strange.size()))
        : "f" + random.nextInt(1000);
  }

  private static FeatureSchema feature(Random random) {
    return FeatureSchema.of(TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean())
        .with(draft -> require(draft, random));
  }

  private static void require(FeatureDraft draft, Random random) {
    boolean numeric = draft.type == DataType.INTEGER || draft.type == DataType.NUMBER;
    if (draft.nullable) {
      draft.presence = Optional.of(new Fraction(random.nextDouble()));
    }
    if (numeric) {
      draft.min = Optional.of(Bound.of(BigDecimal.valueOf(-random.nextDouble() * 1e9)));
      draft.max = Optional.of(Bound.of(BigDecimal.valueOf(random.nextDouble() * 1e-9)));
      draft.drift =
          Optional.of(
              new DriftLimits(
                  Optional.of(random.nextDouble()),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(0.1),
                  Optional.empty(),
                  random.nextBoolean() ? 0.01 : random.nextDouble()));
    } else if (draft.type == DataType.TIMESTAMP) {
      draft.min = Optional.of(Bound.ofMicros(BigDecimal.valueOf(random.nextInt())));
      draft.skew = draft.drift;
    }
    draft.nan = draft.type == DataType.NUMBER && random.nextBoolean();
    draft.infinite = draft.type == DataType.NUMBER && random.nextBoolean();
    if (draft.type != DataType.BOOLEAN) {
      draft.unique = random.nextBoolean();
      draft.distinct =
          draft.unique ? Optional.empty() : Optional.of(Limits.of(random.nextInt(9), 9));
    }
    draft.list = random.nextBoolean() ? Optional.of(Limits.ANY) : Optional.empty();
    draft.minCount = Optional.of((long) random.nextInt(100));
    draft.in = random.nextBoolean() ? List.of("training") : List.of();
    draft.notIn = random.nextBoolean() ? List.of("se rving", "null") : List.of();
    draft.lifecycle = STAGES.get(random.nextInt(STAGES.size()));
    if (draft.type == DataType.STRING) {
      strings(draft, random);
    }
  }

  private static void strings(FeatureDraft draft, Random random) {
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      values.add(text(random) + i);
    }
    draft.values = values;
    draft.pattern = random.nextBoolean() ? Optional.of("(?s).*\\d|\"") : Optional.empty();
    if (!values.isEmpty() || draft.pattern.isPresent()) {
      draft.unknownValues = Optional.of(new Fraction(random.nextDouble()));
    }
  }

  @Test
  void withLabel_marksIt_unlessAnotherIsMarked() throws Exception {
    DataSchema schema = read("features: { a: { type: boolean }, b: { type: boolean } }");

    DataSchema marked = schema.withLabel("a");

    assertThat(marked.label()).contains("a");
    assertThat(marked.withLabel("a")).isEqualTo(marked);
    assertThatThrownBy(() -> marked.withLabel("b"))
        .hasMessage("the label is 'b', but the schema says 'a'");
    assertThatThrownBy(() -> schema.withLabel("aa"))
        .hasMessage("the label names 'aa', which the schema does not have");
  }

  @Test
  void infer_fromStatistics_isMetByThem() {
    String[] few = new String[40];
    Arrays.setAll(few, i -> i % 3 == 0 ? "x" : "y");
    String[] many = new String[40];
    Arrays.setAll(many, i -> "v" + i);
    Boolean[] flags = new Boolean[40];
    flags[3] = true;
    long[] numbers = new long[40];

    DataSchema schema =
        SchemaInference.infer(
            Counts.file(
                new Counts()
                    .strings("few", few)
                    .strings("many", many)
                    .booleans("flag", flags)
                    .integers("n", numbers)
                    .build()));

    assertThat(schema.toYaml())
        .isEqualTo(
            """
            features:
              few: { type: string, unknown_values: 0.01, values: [x, y] }
              many: { type: string }
              flag: { type: boolean, nullable: true }
              n: { type: integer }
            """);
  }
}
