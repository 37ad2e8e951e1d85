package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import dev.millrace.core.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on transforms says what is there. */
class TransformDocTest {

  private static final Path PAGE = Path.of("../../docs/transform.md");
  private static final Path HERE =
      Path.of("src/test/java/dev/millrace/data/transform/TransformDocTest.java");

  @TempDir private Path directory;

  /** As the page has it. */
  private static Map<String, FeatureSpec> inJava() {
    return Map.of(
        "clock", FeatureSpec.from("date").part(DatePart.MINUTE_OF_DAY).cycle().build(),
        "speed",
            FeatureSpec.expression("distance / hours").clip(FeatureSpec.Clip.to(0, 600)).build());
  }

  @Test
  void snippet_inJava_isCompiledHere() throws IOException {
    String snippet = snippet("java").strip();
    assertThat(Files.readString(HERE).replaceAll("\\s+", ""))
        .contains(("return " + snippet + ";").replaceAll("\\s+", ""));
    assertThat(inJava()).containsKeys("clock", "speed");
  }

  @Test
  void snippet_inYaml_isReadAsFeatures() throws IOException {
    Path file = Files.writeString(directory.resolve("features.yaml"), snippet("yaml"));
    Map<String, FeatureSpec> features =
        YamlFile.read(file, FeatureSpecTest.Declared.class).features();
    assertThat(features).hasSize(7);
    assertThat(Objects.requireNonNull(features.get("clock"))).isEqualTo(inJava().get("clock"));
  }

  @Test
  void page_namesEveryKeyEveryPartAndEveryChoice() throws IOException {
    String page = Files.readString(PAGE);
    Stream<String> keys =
        Stream.of(FeatureSpec.class.getRecordComponents())
            .map(component -> Json.key(component.getName()));
    Stream<String> names =
        Stream.of(DatePart.values(), FeatureSpec.Scale.values(), FeatureSpec.Weight.values())
            .flatMap(Stream::of)
            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT));
    assertThat(Stream.concat(keys, names))
        .allSatisfy(name -> assertThat(page).containsPattern("`" + Pattern.quote(name) + "[`:]"));
  }

  @Test
  void page_namesEveryLimit() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page)
        .contains(
            "%,d different categories".formatted(Limits.MOST_TERMS),
            "%d MiB".formatted(Limits.MOST_TERM_BYTES >> 20),
            "%,d bytes".formatted(Limits.LONGEST_TERM),
            "`per` takes %,d values".formatted(Limits.MOST_KEYS),
            "at most %,d outputs".formatted(Limits.MOST_OUTPUTS));
  }

  private static String snippet(String language) throws IOException {
    var block =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
