package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code data schema} and {@code data validate}. */
class DataValidateTest {

  private static final String FLIGHTS =
      Path.of("../../examples/flights/data").toAbsolutePath().normalize().toString();

  @TempDir Path folder;

  private Screen screen = new Screen(Path.of(""));

  @BeforeEach
  void inFolder() throws Exception {
    screen = new Screen(folder);
    write("trips.csv", "city,miles,late\nParis,10,true\nRoma,20,false\nParis,,true\n");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void schema_ofFiles_isPrintedOrWrittenOnce() throws Exception {
    assertThat(screen.run("data", "schema", "trips.csv")).isZero();
    assertThat(screen.run("data", "schema", "trips.csv", "--out", "schema.yaml")).isZero();

    assertThat(screen.out())
        .isEqualTo(
            """
            features:
              city: { type: string }
              miles: { type: integer, nullable: true }
              late: { type: boolean }
            """);
    assertThat(folder.resolve("schema.yaml")).hasContent(screen.out());
    Screen again = new Screen(folder);
    assertThat(again.run("data", "schema", "trips.csv", "--out", "schema.yaml")).isEqualTo(2);
    assertThat(again.err()).contains("schema.yaml is there already", "--update schema.yaml");
  }

  private static final String STRICT =
      """
      features:
        city: { type: string, values: [Paris] }   # capitals
        miles: { type: integer, nullable: true, max: 15 }
        late: { type: boolean }
      """;

  @Test
  void schema_update_isADiffAndWritesItIfAsked() throws Exception {
    write("schema.yaml", STRICT);

    assertThat(screen.run("data", "schema", "trips.csv", "--update", "schema.yaml")).isZero();

    assertThat(screen.out())
        .isEqualTo(
            """
            --- schema.yaml
            +++ schema.yaml
            @@ -1,4 +1,4 @@
             features:
            -  city: { type: string, values: [Paris] }   # capitals
            -  miles: { type: integer, nullable: true, max: 15 }
            +  city: { type: string, values: [Paris, Roma] }   # capitals
            +  miles: { type: integer, nullable: true, max: 20 }
               late: { type: boolean }
            """);
    assertThat(folder.resolve("schema.yaml")).hasContent(STRICT);
    assertThat(screen.run("data", "schema", "trips.csv", "--update", "schema.yaml", "--write"))
        .isZero();
    assertThat(folder.resolve("schema.yaml"))
        .hasContent(STRICT.replace("[Paris]", "[Paris, Roma]").replace("15", "20"));
    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "schema.yaml")).isZero();
    assertThat(screen.run("data", "schema", "trips.csv", "--update", "schema.yaml")).isZero();
    assertThat(screen.err()).contains("the schema accepts these rows as it is");
  }

  @Test
  void validate_errors_areToldAndEndWithFour() throws Exception {
    write("schema.yaml", STRICT);

    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "schema.yaml")).isEqualTo(4);

    assertThat(screen.out().lines())
        .containsExactly(
            "error ENUM_TYPE_UNEXPECTED_STRING_VALUES trips.csv",
            "  column 'city' has other values than the schema's in 1 rows (33.33 %), most often"
                + " 'Roma'; expected at most 0.00 %",
            "  1 row, such as Roma",
            "  to do: mend the source, add the values to the schema, or raise 'unknown_values'",
            "  schema: values: [..., Roma]",
            "error INT_TYPE_BIG_INT trips.csv",
            "  column 'miles' goes up to 20, expected at most 15",
            "  1 row, such as 20",
            "  to do: mend or leave out these rows, or raise 'max' in the schema",
            "  schema: max: 20",
            "2 errors, 0 warnings");
  }

  @Test
  void validate_json_hasEveryField() throws Exception {
    write("schema.yaml", STRICT);

    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "schema.yaml", "--json"))
        .isEqualTo(4);

    JsonNode report = Json.parse(screen.out());
    assertThat(report.get("errors").intValue()).isEqualTo(2);
    assertThat(report.get("anomalies").get(1).get("type").stringValue())
        .isEqualTo("INT_TYPE_BIG_INT");
    assertThat(report.get("anomalies").get(1).get("proposal").stringValue()).isEqualTo("max: 20");
  }

  @Test
  void validate_twoWeeks_comparesThemAndWritesAPage() throws Exception {
    write(
        "schema.yaml",
        """
        environments: [training, serving]
        features:
          date: { type: timestamp }
          delay: { type: integer, drift: { kolmogorov_smirnov: 0.05 } }
          distance: { type: integer, drift: { jensen_shannon: 0.05 } }
          origin: { type: string }
          destination: { type: string }
          late: { type: boolean, label: true, in: [training] }
        """);

    assertThat(
            screen.run(
                "data",
                "validate",
                FLIGHTS + "/2001-01-01.parquet",
                "--against",
                FLIGHTS + "/2001-06-18.parquet",
                "--schema",
                "schema.yaml",
                "--environment",
                "serving",
                "--html",
                "page.html"))
        .isZero();

    assertThat(screen.out())
        .contains("warning COMPARATOR_DISTANCE_HIGH", "kolmogorov_smirnov", "moved", "1 warning");
    assertThat(folder.resolve("page.html"))
        .content()
        .contains(
            "0 errors, 1 warning. Nothing would stop a pipeline.", "113,493", "<svg", "moved");
  }

  @Test
  void validate_besideWhatIsServed_tellsSkewByItsOwnLimit() throws Exception {
    write("a.csv", "miles\n" + "1\n2\n3\n4\n".repeat(100));
    write("b.csv", "miles\n" + "3\n4\n5\n6\n".repeat(100));
    write(
        "schema.yaml",
        """
        features:
          miles:
            type: integer
            drift: { kolmogorov_smirnov: 0.9 }
            skew: { kolmogorov_smirnov: 0.4 }
        """);
    String[] both = {
      "data",
      "validate",
      "a.csv",
      "--schema",
      "schema.yaml",
      "--against",
      "b.csv",
      "--skew-against",
      "b.csv",
      "--json",
      "--html",
      "page.html"
    };

    assertThat(screen.run(Arrays.copyOf(both, 10))).as(screen.err()).isZero();

    JsonNode report = Json.parse(screen.out());
    assertThat(report.get("warnings").intValue()).isEqualTo(1);
    assertThat(report.get("anomalies").get(0).get("reason").stringValue())
        .startsWith("column 'miles' is skewed from what it is compared with");
    assertThat(report.get("comparisons"))
        .extracting(each -> each.get("kind").stringValue() + " " + each.get("moved"))
        .containsExactly("drift false", "skew true");
    Screen page = new Screen(folder);
    assertThat(page.run(both)).isEqualTo(2);
    assertThat(page.err()).contains("beside one other set", "write two pages");
    Screen words = new Screen(folder);
    assertThat(words.run(Arrays.copyOf(both, 9))).isZero();
    assertThat(words.out()).contains("miles", "skew", "moved", "0 errors, 1 warning");
  }

  @Test
  void validate_whatCannotBe_saysWhatToDo() throws Exception {
    write("schema.yaml", "features: { city: { type: strng } }");
    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "schema.yaml")).isEqualTo(2);
    assertThat(screen.err()).contains("schema.yaml:1:");
    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "no.yaml")).isEqualTo(5);
    write("schema.yaml", "environments: [serving]\n" + STRICT);
    assertThat(
            screen.run(
                "data",
                "validate",
                "trips.csv",
                "--schema",
                "schema.yaml",
                "--environment",
                "servin"))
        .isEqualTo(2);
    assertThat(screen.err()).contains("did you mean 'serving'?");
    write("schema.yaml", "rules: { r: { where: miles > 0 } }\n" + STRICT);
    assertThat(screen.run("data", "validate", "trips.csv", "--schema", "schema.yaml")).isEqualTo(1);
    assertThat(screen.err()).contains("name Parquet files");
    assertThat(screen.run("data", "schema", "trips.csv", "--write")).isEqualTo(2);
    assertThat(screen.err()).contains("--write is for --update");
  }

  @Test
  void validateStep_withTheWeekBefore_asInTheDocuments_warnsOfWhatMoved() throws Exception {
    String page = Files.readString(Path.of("../../docs/validation.md"));
    Matcher pipeline = Pattern.compile("(?s)```yaml\n(name: week.*?)```").matcher(page);
    assertThat(pipeline.find()).isTrue();
    Path flights = ThinExample.make(Files.createDirectories(folder.resolve("flights")), 20);
    write("flights/pipeline.yaml", pipeline.group(1));
    write(
        "flights/schema.yaml",
        """
        rows: { least_change: 0.5, most_change: 2 }
        rules: { goes_somewhere: { where: origin <> destination } }
        features:
          date: { type: timestamp, drift: { kolmogorov_smirnov: 0.5 } }
          delay: { type: integer, drift: { kolmogorov_smirnov: 0.9 } }
          distance: { type: integer }
          origin: { type: string }
          destination: { type: string }
        """);

    assertThat(screen.run("run", flights.toString(), "--as-of", "2001-02-26"))
        .as(screen.err())
        .isZero();

    Screen list = new Screen(folder);
    assertThat(list.run("runs", "list", "--json")).isZero();
    String run = Json.parse(list.out()).get(0).get("id").stringValue();
    Screen logs = new Screen(folder);
    assertThat(logs.run("runs", "logs", run, "validate")).as(logs.err()).isZero();
    assertThat(logs.out())
        .contains("WARNING train: column 'date' is far from what it is compared with")
        .doesNotContain("column 'delay'", "ERROR");
    Screen made = new Screen(folder);
    assertThat(
            made.run(
                "data",
                "validate",
                run + "/ingest.examples",
                "--against",
                run + "/ingest_before.examples",
                "--schema",
                "flights/schema.yaml"))
        .isZero();
    assertThat(made.out()).contains("train of ", "eval of ", "0 errors, 2 warnings");
  }
}
