package dev.millrace.data.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Counts;
import dev.millrace.model.DataType;
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
    assertThat(schema.feature("delay", "a test").min()).contains(-100.0);
    assertThat(schema.feature("delay", "a test").max()).contains(1500.5);
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
  void read_contradictions_namesThemAll() {
    assertRefused(
        """
        features:
          a: { type: integer, min: 3, max: 2 }
          b: { type: string, min: 3, unknown_values: 0.1 }
          c: { type: number, values: [x], label: true }
          d: { type: boolean, presence: 0.5, label: true }
          e: { type: string, values: [x, x] }
        """,
        "'a' has min 3.0 above max 2.0",
        "'b' has min or max, which a string cannot have",
        "'b' has unknown_values but no values",
        "'c' has values, which only a string can have",
        "'d' has presence but is not nullable",
        "'e' names a value twice",
        "2 features are the label");
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
    DataType type = TYPES.get(random.nextInt(TYPES.size()));
    boolean nullable = random.nextBoolean();
    boolean numeric = type == DataType.INTEGER || type == DataType.NUMBER;
    List<String> values = new ArrayList<>();
    if (type == DataType.STRING && random.nextBoolean()) {
      for (int i = 0; i <= random.nextInt(60); i++) {
        values.add(text(random) + i);
      }
    }
    return new FeatureSchema(
        type,
        nullable,
        nullable ? Optional.of(new Fraction(random.nextDouble())) : Optional.empty(),
        numeric ? Optional.of(-random.nextDouble() * 1e9) : Optional.empty(),
        numeric && random.nextBoolean()
            ? Optional.of(random.nextDouble() * 1e-9)
            : Optional.empty(),
        values,
        values.isEmpty() ? Optional.empty() : Optional.of(new Fraction(random.nextDouble())),
        false);
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
