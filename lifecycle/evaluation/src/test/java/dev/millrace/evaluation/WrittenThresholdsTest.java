package dev.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The thresholds of the installed component, as pipelines write them. */
class WrittenThresholdsTest {

  @Test
  void installed_thresholdsAsWritten_areReadOrRefusedWithTheirPlace() {
    ValuePort thresholds =
        (ValuePort)
            Components.installed().signature("evaluate").orElseThrow().inputs().stream()
                .filter(port -> port.name().equals("thresholds"))
                .findFirst()
                .orElseThrow();
    JsonNode written =
        Json.parse(
            """
            {"auc": {"at_least": 0.6},
             "log_loss": {"change": {"better_by": 0.0, "confidence": "95%"}}}
            """);
    assertThat(thresholds.check(written)).isEmpty();
    JsonForm<Asked> form = new JsonForm<>(Asked.class);
    assertThat(form.read(Json.object().set("thresholds", written)).thresholds())
        .isEqualTo(
            Map.of(
                "auc", Bounds.atLeast(0.6),
                "log_loss", Bounds.change(new Change(0, new Fraction(0.95)))));
    assertThat(problems(thresholds, "{'auc': {'at_lest': 1}}"))
        .containsExactly(".auc.at_lest: unknown key 'at_lest'");
    assertThat(problems(thresholds, "{'accuracy': {}}"))
        .singleElement()
        .asString()
        .endsWith("expected at least one of at_least, at_most, change; found none");
  }

  private static List<String> problems(ValuePort port, String json) {
    return port.check(Json.parse(json.replace('\'', '"'))).stream()
        .map(mismatch -> mismatch.path() + ": " + mismatch.message())
        .toList();
  }

  private record Asked(Map<String, Bounds> thresholds) {}
}
