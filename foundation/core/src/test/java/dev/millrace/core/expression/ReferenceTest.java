package dev.millrace.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "params.trees",
        "steps.train.model",
        "steps.ingest.examples.properties.rows",
        "one_of(steps.a.x, steps.b.y)",
        "inputs.examples",
        "inputs.examples.properties.rows",
        "item",
        "item.name",
        "item.a.b.c",
        "item.properties.rows",
        "index",
        "run.state"
      })
  void parse_writtenForm_isTheSame(String text) {
    assertThat(Reference.parse(text).map(Reference::text)).contains(text);
    assertThat(Reference.parse("  " + text + "\n").map(Reference::text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "params",
        "params.",
        "params.a.b",
        "steps.a",
        "steps.a.b.c",
        "steps.a.b.properties",
        "steps.a.b.properties.c.d",
        "one_of()",
        "one_of(steps.a.x)",
        "one_of(steps.a.x, params.n)",
        "index.x",
        "run",
        "other.x",
        "params.n + 1",
        "1"
      })
  void parse_anythingElse_isNoBareReference(String text) {
    assertThat(Reference.parse(text)).isEmpty();
  }
}
