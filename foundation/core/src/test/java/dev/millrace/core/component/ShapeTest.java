package dev.millrace.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.value.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class ShapeTest {

  enum Colour {
    DARK_RED,
    BLUE
  }

  record Tree(String name, @Default("[]") List<Tree> children) {}

  record Ordered(int low, int high) {
    Ordered {
      if (low > high) {
        throw new IllegalArgumentException("low " + low + " is above high " + high);
      }
    }
  }

  record Everything(
      @Default("true") boolean flag,
      @Default("1") short small,
      @Default("2") long large,
      @Default("0.5") double real,
      @Default("blue") Colour colour,
      @Default("[1, 2]") int[] array,
      @Default("[]") Set<LocalDate> days,
      @Default("{}") Map<String, List<Colour>> map,
      @Default("{}") Map<Colour, Integer> counts,
      @Default("UTC") ZoneId zone,
      @Default("{\"any\": [1]}") JsonNode json,
      Optional<Instant> moment,
      Optional<Tree> tree,
      @JsonProperty("default") Optional<String> named) {}

  private static List<String> problems(Class<?> type, String json) {
    return new JsonForm<>(type)
        .check(Json.parse(json)).stream().map(m -> m.path() + ": " + m.message()).toList();
  }

  private static <T> T read(Class<T> type, String json) {
    return new JsonForm<>(type).read(Json.parse(json));
  }

  record Ranges(Map<String, Ordered> ranges) {}

  @Test
  void check_keysThatDoNotGoTogether_areNamedInEachRecordAtItsPlace() {
    assertThat(
            problems(
                Ranges.class,
                """
                {"ranges": {"a": {"low": 2, "high": 1}, "b": {"low": 1, "high": 2},
                  "c": {"low": 4, "high": 3}}}
                """))
        .containsExactly(".ranges.a: low 2 is above high 1", ".ranges.c: low 4 is above high 3");
  }

  @Test
  void read_nothing_takesEveryDefault() {
    Everything read = read(Everything.class, "{}");
    assertThat(read.flag()).isTrue();
    assertThat(read.colour()).isEqualTo(Colour.BLUE);
    assertThat(read.array()).containsExactly(1, 2);
    assertThat(read.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(read.json()).isEqualTo(Json.parse("{\"any\": [1]}"));
    assertThat(read.moment()).isEmpty();
    assertThat(read.named()).isEmpty();
  }

  @Test
  void read_everyKind_becomesItsType() {
    Everything read =
        read(
            Everything.class,
            """
            {"large": 9000000000, "real": 3, "colour": "Dark_Red", "days": ["2001-01-01"],
             "map": {"a": ["blue"]}, "counts": {"dark_red": 3}, "moment": "2001-01-01T00:00:00Z", "default": "x",
             "tree": {"name": "a", "children": [{"name": "b"}]}}
            """);
    assertThat(read.large()).isEqualTo(9_000_000_000L);
    assertThat(read.real()).isEqualTo(3.0);
    assertThat(read.colour()).isEqualTo(Colour.DARK_RED);
    assertThat(read.days()).containsExactly(LocalDate.of(2001, 1, 1));
    assertThat(read.map()).isEqualTo(Map.of("a", List.of(Colour.BLUE)));
    assertThat(read.counts()).isEqualTo(Map.of(Colour.DARK_RED, 3));
    assertThat(read.moment()).contains(Instant.parse("2001-01-01T00:00:00Z"));
    assertThat(read.named()).contains("x");
    assertThat(read.tree()).contains(new Tree("a", List.of(new Tree("b", List.of()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'flag': 'yes'} | .flag: expected true or false, found text 'yes'",
        "{'small': 40000} | .small: expected an integer from -32768 to 32767, found 40000",
        "{'large': 1.0} | .large: expected an integer, found the number 1.0",
        "{'real': 9007199254740993} | .real: 9007199254740993 has more digits than a number keeps",
        "{'real': null} | .real: expected a number, found nothing",
        "{'colour': 'green'} | .colour: expected one of: dark_red, blue, found text 'green'",
        "{'array': [1, 'x']} | .array[1]: expected an integer, found text 'x'",
        "{'days': ['2001-02-30']} | .days[0]: expected a day such as 2001-02-26, found text '2001-02-",
        "{'map': {'a': 'blue'}} | .map.a: expected a list, found text 'blue'",
        "{'counts': {'dark_rod': 1}} | .counts.dark_rod: unknown key 'dark_rod'",
        "{'counts': {'blue': 'x'}} | .counts.blue: expected an integer, found text 'x'",
        "{'zone': 'Mars'} | .zone: expected a time zone such as UTC or Europe/Paris, found text 'Mars'",
        "{'moment': 5} | .moment: expected a moment such as 2001-02-26T00:00:00Z, found the number 5",
        "{'moment': '5'} | .moment: expected a moment such as",
        "{'tree': {'name': 'a', 'children': [{'name': 'b', 'nam': 'b'}]}} | .tree.children[0].nam: unknown key 'nam'",
        "{'tree': {'children': []}} | .tree: the key 'name' is missing",
        "[] | : expected a map with the keys flag, small"
      })
  void check_oneThingWrong_isNamedWithItsPath(String json, String problem) {
    String path = problem.substring(0, problem.indexOf(": ") + 2);
    assertThat(problems(Everything.class, json.replace('\'', '"')))
        .anySatisfy(found -> assertThat(found).startsWith(problem))
        .allSatisfy(found -> assertThat(found).startsWith(path.substring(0, path.length() - 2)));
  }

  @Test
  void write_mapByEnum_isReadAgain() {
    JsonForm<Counts> form = new JsonForm<>(Counts.class);
    Counts counts = new Counts(Map.of(Colour.DARK_RED, 3));
    assertThat(Json.tree(counts).toString()).isEqualTo("{\"by_colour\":{\"dark_red\":3}}");
    assertThat(form.read(Json.tree(counts))).isEqualTo(counts);
  }

  record Counts(Map<Colour, Integer> byColour) {}

  @Test
  void check_severalWrong_namesAll() {
    assertThat(problems(Everything.class, "{\"flag\": 1, \"real\": \"x\", \"x\": 0}")).hasSize(3);
  }

  @Test
  void check_recordThatRefusesItsValues_saysWhyInItsWords() {
    assertThat(problems(Ordered.class, "{\"low\": 2, \"high\": 1}"))
        .containsExactly(": low 2 is above high 1");
  }

  @Test
  void check_notKnownYet_goesByItsKind() {
    JsonNode text = new Deferred(new Shape.Text(), "${params.x}").node();
    JsonNode whole = new Deferred(Shape.of(int.class), "${params.n}").node();
    JsonForm<Everything> form = new JsonForm<>(Everything.class);
    assertThat(form.check(Json.object().set("real", whole))).isEmpty();
    assertThat(form.check(Json.object().set("zone", text))).isEmpty();
    assertThat(form.check(Json.object().set("zone", whole)))
        .singleElement()
        .extracting(Mismatch::message)
        .asString()
        .endsWith("found ${params.n}, which is an integer");
    assertThat(form.check(Json.object().set("flag", text))).hasSize(1);
  }

  /** Reads itself, and takes texts of one letter. */
  record Letters(JsonNode written) {
    @JsonCreator
    static Letters of(JsonNode written) {
      if (!written.valueStream().allMatch(text -> text.asString("").length() == 1)) {
        throw new IllegalArgumentException("expected letters");
      }
      return new Letters(written);
    }

    @JsonValue
    JsonNode json() {
      return written;
    }
  }

  record Spelling(Letters letters) {}

  @Test
  void check_notKnownYetInsideOfWhatReadsItself_waitsForTheWhole() {
    JsonForm<Spelling> form = new JsonForm<>(Spelling.class);
    JsonNode unknown = new Deferred(new Shape.Text(), "${params.x}").node();
    ArrayNode letters = Json.array().add("a").add(unknown);
    assertThat(form.check(Json.object().set("letters", letters))).isEmpty();
    assertThat(form.check(Json.object().set("letters", Json.array().add("abc")))).hasSize(1);
    ValuePort port =
        new ValuePort(
            "letters",
            Letters.class,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            "");
    assertThat(port.normal(letters)).isEqualTo(Json.array().add("a").add("${params.x}"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface NamesClasses {}

  @Test
  void of_typesThatNoOneCanWrite_areRefused() {
    assertThatThrownBy(() -> Shape.of(Path.class)).hasMessageContaining("use String");
    assertThatThrownBy(() -> Shape.of(Runnable.class)).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> Shape.of(List.class)).hasMessageContaining("type arguments");
    assertThatThrownBy(() -> Shape.of(NamesClasses.class)).hasMessageContaining("names classes");
    assertThatThrownBy(() -> Shape.of(Generic.class.getRecordComponents()[0].getGenericType()))
        .hasMessageContaining("must be String or an enum");
    assertThatThrownBy(() -> Shape.of(Generic.class.getRecordComponents()[1].getGenericType()))
        .hasMessageContaining("cannot be read");
  }

  record Generic(Map<Integer, String> map, Supplier<String> supplier) {}

  record BadDefault(@Default("x") int number) {}

  @Test
  void of_defaultThatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> new JsonForm<>(BadDefault.class).check(Json.object()))
        .hasMessageContaining("its default 'x' does not fit");
  }

  @Test
  void of_typesThatNoComponentDeclares_areListsAndMaps() {
    assertThat(Shape.of(GenericTypes.LIST)).isEqualTo(new Shape.ListOf(new Shape.Anything()));
    assertThat(Shape.of(GenericTypes.MAP))
        .isEqualTo(new Shape.MapOf(Optional.empty(), new Shape.Anything()));
    assertThat(Shape.of(GenericTypes.listOf(GenericTypes.listOf(Integer.class))))
        .isEqualTo(new Shape.ListOf(new Shape.ListOf(Shape.of(Integer.class))));
  }
}
