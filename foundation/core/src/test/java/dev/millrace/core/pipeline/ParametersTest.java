package dev.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  private static PipelineSpec spec() {
    Pipeline pipeline = Pipeline.named("p");
    var _ = pipeline.param("trees", Param.integer().withDefault(200).min(10).max(1000));
    var _ = pipeline.param("rate", Param.number().withDefault(0.5));
    var _ = pipeline.param("weeks", Param.spans());
    var _ = pipeline.param("fast", Param.flag().withDefault(false));
    var _ = pipeline.param("kind", Param.string().withDefault("a").oneOf("a", "boosted"));
    var _ = pipeline.param("window", Param.period().withDefault(Period.ofDays(7)));
    var _ = pipeline.param("data", Param.path().withDefault("data"));
    var _ = pipeline.param("from", Param.timestamp().withDefault(Instant.EPOCH));
    var _ = pipeline.param("places", Param.listOf(String.class).withDefault(List.of("north")));
    var _ = pipeline.param("weights", Param.mapTo(Double.class).withDefault(Map.of()));
    var _ = pipeline.param("size", Param.integer().withDefault(1).oneOf(1, 10, 100));
    return pipeline.spec();
  }

  @Test
  void resolve_givenAndDefaults_areTyped() {
    assertThat(
            Parameters.resolve(
                spec(),
                Map.of(
                    "weeks", "last 8",
                    "trees", "300",
                    "rate", "1",
                    "fast", "true",
                    "places", "[\"a\", \"b\"]",
                    "weights", "{\"a\": 1}",
                    "size", "10")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("trees", Json.parse("300")),
                Map.entry("rate", Json.parse("1.0")),
                Map.entry("weeks", Json.parse("\"last 8\"")),
                Map.entry("fast", Json.parse("true")),
                Map.entry("kind", Json.parse("\"a\"")),
                Map.entry("window", Json.parse("\"P7D\"")),
                Map.entry("data", Json.parse("\"data\"")),
                Map.entry("from", Json.parse("\"1970-01-01T00:00:00Z\"")),
                Map.entry("places", Json.parse("[\"a\", \"b\"]")),
                Map.entry("weights", Json.parse("{\"a\": 1}")),
                Map.entry("size", Json.parse("10"))));
  }

  @ParameterizedTest
  @CsvSource({
    "trees, 5, 'must be at least 10, found 5'",
    "trees, 5000, 'must be at most 1000, found 5000'",
    "trees, 1.5, 'expected an integer'",
    "trees, many, 'expected an integer, found text ''many'''",
    "rate, x, 'expected a number'",
    "weeks, last 0, 'selects no span'",
    "weeks, lst 8, 'not a selection of spans'",
    "fast, yes, 'expected true or false'",
    "kind, boostde, 'did you mean ''boosted''?'",
    "window, 7d, 'expected an ISO 8601 duration'",
    "from, 2001, 'expected a moment'",
    "places, north, 'expected a list, found text ''north'''",
    "places, {}, 'expected a list, found a map'",
    "weights, [], 'expected a map, found a list'",
    "size, 2, 'expected one of: 1, 10, 100, found ''2'''",
    "size, 1.0, 'expected an integer'",
    "tres, 1, 'did you mean ''trees''?'"
  })
  void resolve_wrongValue_saysExpectedAndFound(String name, String value, String message) {
    assertThatThrownBy(() -> Parameters.resolve(spec(), Map.of(name, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(UserError.Kind.USAGE);
  }

  @Test
  void resolve_severalWrong_namesAll() {
    assertThatThrownBy(() -> Parameters.resolve(spec(), Map.of("trees", "x", "zzz", "1")))
        .hasMessageContainingAll("'zzz'", "'weeks' has no default", "'trees': expected");
  }
}
