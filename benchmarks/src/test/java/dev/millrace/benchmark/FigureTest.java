package dev.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FigureTest {

  @Test
  void json_barKept_hasTheSixKeys() {
    JsonNode line = Json.parse(Figure.of("rerun", 1.25, "s").atMost(1.5).against("whole").json());
    assertThat(line.propertyNames())
        .containsExactlyInAnyOrder("name", "value", "unit", "against", "bar", "holds");
    assertThat(line.get("value").doubleValue()).isEqualTo(1.25);
    assertThat(line.get("holds").booleanValue()).isTrue();
  }

  @Test
  void holds_atTheLimitAndBeyond() {
    assertThat(Figure.of("x", 0.4, "×").atLeast(0.4).holds()).contains(true);
    assertThat(Figure.of("x", 0.39, "×").atLeast(0.4).holds()).contains(false);
    assertThat(Figure.of("x", 1.51, "s").atMost(1.5).holds()).contains(false);
    assertThat(Figure.of("x", 1, "s").holds()).isEmpty();
  }

  @Test
  void quantile_nearestRank_isAValueThatWasMeasured() {
    Samples samples = new Samples(5, 1, 4, 2, 3);
    assertThat(samples.median()).isEqualTo(3);
    assertThat(samples.quantile(0.99)).isEqualTo(5);
    assertThat(samples.quantile(0)).isEqualTo(1);
    assertThat(new Samples(1, 2, 3, 4).median()).isEqualTo(2);
  }

  @Test
  void table_figures_areInColumns() {
    String table =
        FigureTable.of(
            List.of(
                Figure.of("first", 12345.678, "rows/s"),
                Figure.of("second-longer", 0.1234, "s").atMost(0.1).against("x")));
    assertThat(table.lines().toList())
        .containsExactly(
            "NAME            VALUE  UNIT    BAR      HOLDS  AGAINST",
            "first          12,346  rows/s",
            "second-longer   0.123  s       ≤ 0.100  NO     x");
  }
}
