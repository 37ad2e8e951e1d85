package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What docs/tuning.md shows is what the program takes. */
class TuningInDocsTest {

  private static final Path PAGE = Path.of("../../docs/tuning.md");

  private record Steps(Step tune, Step train) {}

  private record Step(String uses, Map<String, JsonNode> with) {}

  private static List<ValuePort> parameters(String component) {
    return Components.installed().signature(component).orElseThrow().valueInputs();
  }

  private static void requireFits(Step step) {
    assertThat(step.with())
        .allSatisfy(
            (name, value) ->
                assertThat(parameters(step.uses()))
                    .filteredOn(port -> port.name().equals(name))
                    .singleElement()
                    .satisfies(port -> assertThat(port.check(value)).isEmpty()));
  }

  @Test
  void example_asWritten_isTaken() throws Exception {
    Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    Steps steps = YamlFile.parse("docs/tuning.md", block.group(1), Steps.class, _ -> List.of());
    requireFits(steps.tune());
    requireFits(steps.train());
  }

  @Test
  void page_namesEveryParameterAndMetric() throws Exception {
    String page = Files.readString(PAGE);
    assertThat(parameters("tune"))
        .allSatisfy(port -> assertThat(page).contains("`" + port.name() + "`"));
    assertThat(TrialMetric.values())
        .allSatisfy(metric -> assertThat(page).contains("`" + TrialJson.name(metric) + "`"));
  }
}
