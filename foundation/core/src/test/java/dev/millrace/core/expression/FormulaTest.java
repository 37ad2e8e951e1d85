package dev.millrace.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormulaTest {

  private static final Map<String, JsonNode> NAMED =
      Map.ofEntries(
          Map.entry("params.n", Json.tree(7)),
          Map.entry("params.d", Json.tree(2.5)),
          Map.entry("params.mode", Json.tree("a}b")),
          Map.entry("params.list", Json.parse("[1, 2, 3]")),
          Map.entry("params.map", Json.parse("{\"k\": [1, 2.5], \"none\": null}")),
          Map.entry("steps.count.rows", Json.tree(5_000_000_000L)),
          Map.entry("steps.ingest.examples.properties.rows", Json.tree(12)),
          Map.entry("one_of(steps.a.x, steps.b.x)", Json.tree(3)),
          Map.entry("inputs.rows.properties.n", Json.tree(4)),
          Map.entry("item", Json.parse("{\"name\": \"north\", \"rows\": 10}")),
          Map.entry("item.name", Json.tree("north")),
          Map.entry("item.properties.rows", Json.tree(11)),
          Map.entry("index", Json.tree(2)),
          Map.entry("run.state", Json.tree("failed")));

  private static @Nullable JsonNode named(Reference reference) {
    return NAMED.get(reference.text());
  }

  private static JsonNode evaluate(String template) {
    return Expressions.evaluate(Json.tree(template), FormulaTest::named);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("params.n * 2", "14"),
        Arguments.of("params.n > 2.5", "true"),
        Arguments.of("params.d * 2.0", "5.0"),
        Arguments.of("params.n == 7.0", "true"),
        Arguments.of("double(params.n) / 2.0", "3.5"),
        Arguments.of("params.n / 2", "3"),
        Arguments.of("params.mode == \"a}b\"", "true"),
        Arguments.of("params.mode + '}'", "\"a}b}\""),
        Arguments.of("params.list.map(x, x * 10)", "[10, 20, 30]"),
        Arguments.of("params.list.filter(item, item > 1)", "[2, 3]"),
        Arguments.of("params.map.k[1]", "2.5"),
        Arguments.of("params.map.none", "null"),
        Arguments.of("params.map", "{\"k\": [1, 2.5], \"none\": null}"),
        Arguments.of("has(params.map.other) ? 1 : 2", "2"),
        Arguments.of("{'a': {'b': params.n}}", "{\"a\": {\"b\": 7}}"),
        Arguments.of("steps.count.rows + 1", "5000000001"),
        Arguments.of("steps.ingest.examples.properties.rows > 10", "true"),
        Arguments.of("one_of(steps.a.x, steps.b.x) + 1", "4"),
        Arguments.of("one_of( steps.a.x,steps.b.x ) == 3", "true"),
        Arguments.of("inputs.rows.properties.n + 0", "4"),
        Arguments.of("item.name + string(index)", "\"north2\""),
        Arguments.of("has(item.other) || item.rows == 10", "true"),
        Arguments.of("item.properties.rows + 1", "12"),
        Arguments.of("run.state == 'failed'", "true"),
        Arguments.of("size(params.mode)", "3"),
        Arguments.of("'x' in ['x', 'y']", "true"),
        Arguments.of("params.n > 100 ? steps.gone.rows : params.n", "7"),
        Arguments.of("true || steps.gone.flag", "true"),
        Arguments.of(
            "timestamp('2001-01-01T00:00:00Z') + duration('90m')", "\"2001-01-01T01:30:00Z\""),
        Arguments.of("duration('90m')", "\"PT1H30M\""),
        Arguments.of("9007199254740993", "9007199254740993"),
        Arguments.of("18446744073709551615u", "18446744073709551615"),
        Arguments.of("1.0", "1.0"),
        Arguments.of("null", "null"),
        Arguments.of("'a // b' // a comment } here\n", "\"a // b\""),
        Arguments.of("r'\\d}'", "\"\\\\d}\""),
        Arguments.of("'''it's }'''", "\"it's }\""),
        Arguments.of("'\\'}'", "\"'}\""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void evaluate_formula_isExact(String formula, String value) {
    assertThat(evaluate("${" + formula + "}")).isEqualTo(Json.parse(value));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("params.n +", "not an expression: it is not finished, at its character 11"),
        Arguments.of(
            "params.n params.d", "not an expression: 'params' is out of place, at its char"),
        Arguments.of("params.n ; 2", "not an expression: ';' is out of place"),
        Arguments.of("", "not an expression: it is not finished, at its character 1"),
        Arguments.of("params.n > 'a'", "cannot be computed"),
        Arguments.of("params.n / 0", "/ by zero"),
        Arguments.of("9223372036854775807 + params.n", "overflow"),
        Arguments.of("b'abc'", "neither text, a number, true"),
        Arguments.of("{1: 2}", "the keys of a map are text"),
        Arguments.of("double('NaN')", "no finite number"),
        Arguments.of("params.m + 1", "${params.m} names nothing that is there"),
        Arguments.of("steps.gone.rows + 1", "${steps.gone.rows} names nothing"),
        Arguments.of("parms.n + 1", "there is nothing named 'parms' here"),
        Arguments.of("params[\"n\"]", "'params' names nothing"),
        Arguments.of("steps.count + 1", "'steps.count' names nothing"),
        Arguments.of("one_of(steps.a.x)", "one_of takes two or more outputs"),
        Arguments.of("one_of(steps.a.x, params.n)", "one_of takes two or more outputs"),
        Arguments.of("foo(params.n)", "undeclared reference to 'foo'"),
        Arguments.of("Foo{a: 1}", "there is no message type 'Foo'"),
        Arguments.of("{'a': 1, 'a': 2}", "duplicate"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void evaluate_whatCannotBe_isAUserError(String formula, String message) {
    assertThatThrownBy(() -> evaluate("${" + formula + "}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void evaluate_integerOfMoreThan64Bits_isRefused() {
    assertThatThrownBy(
            () ->
                Expressions.evaluate(
                    Json.tree("${params.x + 1}"), _ -> Json.parse("99999999999999999999")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than 64 bits");
  }

  @Test
  void evaluate_anyJsonThroughAFormula_comesBackTheSame() {
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      JsonNode tree = Json.reparsed(json(random, 3));
      assertThat(Expressions.evaluate(Json.tree("${[params.x][0]}"), _ -> tree)).isEqualTo(tree);
    }
  }

  private static JsonNode json(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> Json.tree(random.nextLong());
      case 1 -> Json.tree(random.nextInt(100));
      case 2 -> Json.tree(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20.0));
      case 3 -> Json.tree(random.nextBoolean());
      case 4 -> Json.parse("null");
      case 5 -> Json.tree("\ud83d\ude80\0${" + random.nextInt());
      case 6 -> {
        List<JsonNode> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(json(random, depth - 1));
        }
        yield Json.tree(list);
      }
      default -> {
        var map = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.set("k" + random.nextInt(), json(random, depth - 1));
        }
        yield map;
      }
    };
  }

  @Test
  void references_ofFormulas_areFoundOnceAndInOrder() {
    JsonNode template =
        Json.tree(
            "${params.n > 1 && steps.a.b.c == 'params.x'} ${steps.i.e.properties.rows + index}"
                + " ${[1].map(item, item + params.n)} ${one_of(steps.a.x, steps.b.x) + item.rows}");
    assertThat(Expressions.references(template))
        .containsExactly(
            new Reference.Param("n"),
            new Reference.StepOutput("a", "b"),
            new Reference.Property(new Reference.StepOutput("i", "e"), "rows"),
            new Reference.Index(),
            new Reference.OneOf(
                List.of(new Reference.StepOutput("a", "x"), new Reference.StepOutput("b", "x"))),
            new Reference.Item(List.of()));
  }

  @Test
  void holds_conditions_areTrueOrFalse() {
    assertThat(Expressions.holds("${params.n > 5 && params.mode != 'b'}", FormulaTest::named))
        .isTrue();
    assertThat(Expressions.holds("${params.x}", _ -> Json.tree(false))).isFalse();
    assertThatThrownBy(() -> Expressions.holds("${params.n}", FormulaTest::named))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the condition ${params.n} is 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "-", "!", "{'a':", "1+", "a.", "f(", "1?", "[1].map(x,", "'"})
  void problems_ofALongFormula_isRefusedInTime(String piece) {
    String formula = piece.repeat(100_000 / piece.length()) + "1";
    assertThat(new Formula(formula).problems()).isNotEmpty();
    String shorter = piece.repeat(1_500 / piece.length()) + "1";
    assertThat(Expressions.references(Json.tree("${" + shorter + "}"))).isNotNull();
  }

  @Test
  void evaluate_catastrophicPattern_matchesInLinearTime() {
    String text = "a".repeat(2_000) + "b";
    assertThat(
            Expressions.evaluate(
                Json.tree("${params.t.matches('^(a|a)*(a+)+$')}"), _ -> Json.tree(text)))
        .isEqualTo(Json.tree(false));
  }

  @Test
  void evaluate_nestedLoops_endAtTheirLimit() {
    String loops = "l.all(a, l.all(b, l.all(c, l.all(d, true))))".replace("l.", "params.l.");
    JsonNode hundred = Json.tree(new int[100]);
    assertThatThrownBy(() -> Expressions.evaluate(Json.tree("${" + loops + "}"), _ -> hundred))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be computed");
  }
}
