package dev.millrace.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExpressionsTest {

  private static final Map<String, JsonNode> PARAMS =
      Map.of("n", Json.tree(7), "s", Json.tree("a b"), "l", Json.parse("[1]"));
  private static final Map<String, Map<String, JsonNode>> OUTPUTS =
      Map.of("ingest", Map.of("rows", Json.tree(12)));

  private static JsonNode evaluate(String template) {
    return Expressions.evaluate(Json.parse(template), PARAMS, OUTPUTS);
  }

  @Test
  void evaluate_wholeReference_keepsItsType() {
    assertThat(evaluate("{\"a\": [\"${params.n}\", \"${ steps.ingest.rows }\"]}"))
        .isEqualTo(Json.parse("{\"a\": [7, 12]}"));
    assertThat(evaluate("\"${params.l}\"")).isEqualTo(Json.parse("[1]"));
  }

  @Test
  void evaluate_referenceInsideText_isWrittenOut() {
    assertThat(evaluate("\"${params.s}/${params.n}/{span}\"")).isEqualTo(Json.tree("a b/7/{span}"));
  }

  @Test
  void evaluate_doubledDollar_isPlainText() {
    assertThat(evaluate("\"$${params.n} $ $$ {}\"")).isEqualTo(Json.tree("${params.n} $ $$ {}"));
  }

  @Test
  void evaluate_whatIsNotThere_saysWhatIsUnderstood() {
    assertThatThrownBy(() -> evaluate("\"x ${params.n\""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'${params.n' has no closing brace");
    assertThatThrownBy(() -> evaluate("\"${params.m}\"")).hasMessageContaining("params.m");
    assertThatThrownBy(() -> evaluate("\"${steps.ingest.rosw}\""))
        .hasMessageContaining("steps.ingest.rosw");
    assertThatThrownBy(() -> evaluate("\"x ${params.l}\"")).hasMessageContaining("inside text");
    assertThatThrownBy(() -> evaluate("\"x ${params.l + [2]}\""))
        .hasMessageContaining("${params.l + [2]} is [1,2], which cannot stand inside text");
  }

  @Test
  void references_ofATree_areFoundInOrder() {
    JsonNode tree = Json.parse("{\"b\": \"${params.y}${params.x}\", \"a\": [\"${params.x}\"]}");
    assertThat(Expressions.references(tree))
        .containsExactly(new Reference.Param("y"), new Reference.Param("x"));
  }

  @Test
  void literal_ofAnyText_evaluatesToItself() {
    Random random = new Random(11);
    String alphabet = "${}.ps ax";
    for (int trial = 0; trial < 5_000; trial++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      JsonNode tree = Json.tree(text.toString());
      JsonNode literal = Expressions.literal(tree);
      assertThat(Expressions.evaluate(literal, Map.of(), Map.of())).isEqualTo(tree);
      assertThat(TextTemplate.parse(literal.stringValue()).text()).isEqualTo(literal.stringValue());
    }
  }
}
