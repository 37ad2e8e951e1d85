package dev.millrace.data.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.Counts;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.SchemaFile;
import dev.millrace.data.schema.SchemaInference;
import dev.millrace.data.schema.UnifiedDiff;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaUpdateTest {

  private static final String REVIEWED =
      """
      # What people reviewed.
      rows: { min: 1, max: 10 }
      features:
        a: { type: integer, min: 0, max: 10 }   # miles
        b:
          type: string   # an airport
          values: &known [x, "no"]
        c: { type: string, values: *known, unknown_values: 1% }
        d: { type: number }
        gone: { type: boolean }
      """;

  private static List<Anomaly> errors(StatisticsFile data, DataSchema schema) {
    return Validation.validate(data, schema).stream()
        .filter(anomaly -> anomaly.severity() == Severity.ERROR)
        .toList();
  }

  @Test
  void accepting_newData_changesWhatItMustAndKeepsTheComments() {
    StatisticsFile data =
        Counts.file(
            new Counts()
                .integers("a", -3, 8, 9)
                .strings("b", "x", "y", "no")
                .strings("c", "x", "y", "x")
                .numbers("d", 1, Double.NaN, 2)
                .booleans("new", true, null, false)
                .build());
    SchemaFile file = SchemaFile.of("schema.yaml", REVIEWED);

    SchemaFile.Changed changed =
        file.saying(SchemaUpdate.accepting(data, file.schema(), Optional.empty()));

    assertThat(changed.edited()).isTrue();
    assertThat(changed.text())
        .isEqualTo(
            """
            # What people reviewed.
            rows: { min: 1, max: 10 }
            features:
              a: { type: integer, min: -3, max: 10 }   # miles
              b:
                type: string   # an airport
                values: &known [x, "no", y]
              c: { type: string, values: *known, unknown_values: 1% }
              d: { type: number, nan: true }
              gone: { type: boolean, lifecycle: deprecated }
              new: { type: boolean, nullable: true }
            """);
    assertThat(errors(data, DataSchema.parse("schema.yaml", changed.text()))).isEmpty();
  }

  @Test
  void accepting_dataThatIsAccepted_changesNothing() {
    SchemaFile file = SchemaFile.of("s", "features: { a: { type: integer } } # as it is");
    StatisticsFile data = Counts.file(new Counts().integers("a", 1, 2).build());

    assertThat(file.saying(SchemaUpdate.accepting(data, file.schema(), Optional.empty())).text())
        .isEqualTo(file.text());
  }

  @Test
  void saying_whatCannotBeEdited_writesItAnewAndSaysSo() {
    SchemaFile file = SchemaFile.of("s", "features: # all\n  a: &a { type: string }\n  b: *a\n");
    StatisticsFile data =
        Counts.file(new Counts().strings("a", "x", null).strings("b", "x", "y").build());

    SchemaFile.Changed changed =
        file.saying(SchemaUpdate.accepting(data, file.schema(), Optional.empty()));

    assertThat(changed.edited()).isFalse();
    assertThat(errors(data, DataSchema.parse("s", changed.text()))).isEmpty();
  }

  @Test
  void saying_fiveThousandFeaturesChanged_editsThemAll() {
    StringBuilder yaml = new StringBuilder("features:\n");
    Counts counts = new Counts();
    for (int i = 0; i < 5000; i++) {
      yaml.append("  f").append(i).append(": { type: integer, max: 1 } # ").append(i).append('\n');
      counts.integers("f" + i, 1, 2);
    }
    SchemaFile file = SchemaFile.of("schema.yaml", yaml.toString());

    SchemaFile.Changed changed =
        file.saying(
            SchemaUpdate.accepting(Counts.file(counts.build()), file.schema(), Optional.empty()));

    assertThat(changed.edited()).isTrue();
    assertThat(changed.text()).isEqualTo(file.text().replace("max: 1", "max: 2"));
    assertThat(UnifiedDiff.of("schema.yaml", file.text(), changed.text()).lines()).hasSize(10_004);
  }

  @Test
  void accepting_randomDataAgainstWhatOtherDataLooksLike_leavesNoError() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      DataSchema schema = SchemaInference.infer(data(random));
      StatisticsFile data = data(random);
      SchemaFile file = SchemaFile.of("schema.yaml", strict(schema, random).toYaml());

      SchemaFile.Changed changed =
          file.saying(SchemaUpdate.accepting(data, file.schema(), Optional.empty()));

      assertThat(changed.edited()).as("seed " + seed + "\n" + file.text()).isTrue();
      assertThat(errors(data, DataSchema.parse("schema.yaml", changed.text())))
          .as("seed " + seed + "\n" + changed.text())
          .isEmpty();
    }
  }

  /** The same features, with more required of them. */
  private static DataSchema strict(DataSchema schema, Random random) {
    SequencedMap<String, String> lines = new LinkedHashMap<>();
    schema
        .features()
        .forEach(
            (name, feature) ->
                lines.put(
                    name,
                    switch (feature.type()) {
                      case BOOLEAN, TIMESTAMP -> "type: " + feature.type().text();
                      case INTEGER, NUMBER ->
                          "type: %s, min: %d, max: 3, %s"
                              .formatted(
                                  feature.type().text(),
                                  -random.nextInt(5),
                                  random.nextBoolean() ? "unique: true" : "distinct: { min: 9 }");
                      case STRING ->
                          "type: string, nullable: true, presence: 100%, min_count: 25, "
                              + (random.nextBoolean() ? "values: [v0, v1]" : "pattern: 'v[0-3]'");
                    }));
    StringBuilder yaml = new StringBuilder("rows: { min: 5, max: 25 }\nfeatures:\n");
    lines.forEach(
        (name, line) -> yaml.append("  ").append(name).append(": { ").append(line).append(" }\n"));
    return DataSchema.parse("strict", yaml.toString());
  }

  private static StatisticsFile data(Random random) {
    int[] kinds = random.ints(4, 0, 5).toArray();
    return random.nextBoolean()
        ? Counts.file(split(random, kinds))
        : Counts.file(split(random, kinds), split(random, kinds));
  }

  /** Splits of the same data have the same columns. */
  private static DatasetStatistics split(Random random, int[] kinds) {
    Counts counts = new Counts();
    int rows = 1 + random.nextInt(40);
    for (int column = 0; column < kinds.length; column++) {
      String name = "c" + column;
      switch (kinds[column]) {
        case 0 -> counts.integers(name, random.longs(rows, -10, 10).toArray());
        case 1 -> {
          double[] numbers = random.doubles(rows, -10, 10).toArray();
          numbers[random.nextInt(rows)] = random.nextBoolean() ? Double.NaN : 1 / 0.0;
          counts.numbers(name, numbers);
        }
        case 2 -> {
          @Nullable String[] texts = new String[rows];
          Arrays.setAll(texts, _ -> random.nextInt(8) == 0 ? null : "v" + random.nextInt(6));
          counts.strings(name, texts);
        }
        case 3 -> {
          @Nullable Boolean[] flags = new Boolean[rows];
          Arrays.setAll(flags, _ -> random.nextInt(8) == 0 ? null : random.nextBoolean());
          counts.booleans(name, flags);
        }
        default -> {}
      }
    }
    return counts.integers("always", random.longs(rows).toArray()).build();
  }
}
