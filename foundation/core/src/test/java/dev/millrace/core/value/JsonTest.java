package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

  enum Kind {
    VERY_LARGE
  }

  record Thing(
      int spanLength, Kind kind, Duration window, List<String> names, Optional<Double> maybe) {}

  private static final Thing THING =
      new Thing(7, Kind.VERY_LARGE, Duration.ofHours(36), List.of("a"), Optional.empty());
  private static final String WRITTEN =
      """
      {"kind":"very_large","maybe":null,"names":["a"],"span_length":7,"window":"PT36H"}\
      """;

  @Test
  void canonical_ofARecord_hasSortedKeysWithUnderscores() {
    assertThat(Json.canonical(Json.tree(THING))).isEqualTo(WRITTEN);
    assertThat(Json.key("spanLength")).isEqualTo("span_length");
  }

  @Test
  void as_whatWasWritten_isTheSame() {
    assertThat(Json.as(Json.parse(WRITTEN), Thing.class)).isEqualTo(THING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"span_length\": 1.5}",
        "{\"span_length\": \"1\"}",
        "{\"span_length\": true}",
        "{\"kind\": 0}",
        "{\"names\": null}",
        "{\"extra\": 1}",
        "{\"window\": \"7d\"}"
      })
  void as_whatDoesNotFit_isRefusedAndNotConverted(String change) {
    var tree = Json.object();
    Json.parse(WRITTEN).properties().forEach(e -> tree.set(e.getKey(), e.getValue()));
    Json.parse(change).properties().forEach(e -> tree.set(e.getKey(), e.getValue()));
    assertThatThrownBy(() -> Json.as(tree, Thing.class)).isInstanceOf(JacksonException.class);
  }

  @Test
  void as_missingKey_isRefused() {
    assertThatThrownBy(() -> Json.as(Json.parse("{\"span_length\": 1}"), Thing.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void parse_sameKeyTwice_isRefused() {
    assertThatThrownBy(() -> Json.parse("{\"a\": 1, \"a\": 2}"))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void reparsed_numbersOfEveryKind_areEqualIfWrittenAlike() {
    assertThat(Json.reparsed(Json.tree(5L))).isEqualTo(Json.reparsed(Json.tree(5)));
    assertThat(Json.reparsed(Json.tree(0.5f))).isEqualTo(Json.parse("0.5"));
  }

  @Test
  void read_notJson_namesTheFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("x.json");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Json.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("x.json is not valid JSON");
  }
}
