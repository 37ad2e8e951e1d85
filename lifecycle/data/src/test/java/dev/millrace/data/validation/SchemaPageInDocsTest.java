package dev.millrace.data.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.distance.Measure;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.DriftLimits;
import dev.millrace.data.schema.FeatureSchema;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/schema.md and docs/validation.md show is what the program takes. */
class SchemaPageInDocsTest {

  private static final Path DOCS = Path.of("../../docs");

  @Test
  void schemaPage_itsExample_isReadAndItsKeysAreAllThereAre() throws Exception {
    String page = Files.readString(DOCS.resolve("schema.md"));
    Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
    assertThat(block.find()).isTrue();

    DataSchema schema = DataSchema.parse("docs/schema.md", block.group(1));

    assertThat(DataSchema.parse("again", schema.toYaml())).isEqualTo(schema);
    assertThat(
            Arrays.stream(FeatureSchema.class.getRecordComponents()).map(SchemaPageInDocsTest::key))
        .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void validationPage_namesEveryAnomaly() throws Exception {
    String page = Files.readString(DOCS.resolve("validation.md"));

    assertThat(AnomalyType.values())
        .allSatisfy(type -> assertThat(page).contains("`" + type.name() + "`"));
  }

  @Test
  void driftLimits_areOfEveryMeasure() {
    assertThat(
            Arrays.stream(DriftLimits.class.getRecordComponents())
                .map(SchemaPageInDocsTest::key)
                .filter(key -> !key.equals("p_value")))
        .containsExactlyElementsOf(Arrays.stream(Measure.values()).map(Measure::key).toList());
  }

  @Test
  void flightsSchema_isReadAndWrittenAlike() throws Exception {
    DataSchema schema = DataSchema.read(Path.of("../../examples/flights/schema.yaml"));

    assertThat(DataSchema.parse("again", schema.toYaml())).isEqualTo(schema);
    assertThat(schema.label()).contains("late");
  }
}
