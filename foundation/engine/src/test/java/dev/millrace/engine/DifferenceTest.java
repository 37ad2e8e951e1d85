package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final Map<String, String> BEFORE =
      Map.of(
          "component", "train",
          "code", "c0de",
          "input.examples", "d1",
          "param.trees", "100");

  @Test
  void between_equal_isEmpty() {
    assertThat(Difference.between(BEFORE, BEFORE, Map.of())).isEmpty();
  }

  @Test
  void between_severalParts_namesThemAll() {
    Map<String, String> now =
        Map.of(
            "component", "train",
            "code", "c0de2",
            "input.examples", "d2",
            "param.trees", "200");

    assertThat(Difference.between(BEFORE, now, Map.of("examples", "made by ingest")))
        .contains(
            "code of the component changed; input.examples changed (made by ingest);"
                + " param.trees changed: 100 → 200");
  }

  @Test
  void between_partsThatCameAndWent_saysSo() {
    Map<String, String> now =
        Map.of("component", "boost", "code", "c0de", "param.rounds", "5", "outside", "x");

    assertThat(Difference.between(BEFORE, now, Map.of()))
        .contains(
            "the component changed: train → boost; input.examples changed (not given any more);"
                + " what it reads outside the pipeline changed; param.rounds is new;"
                + " param.trees is gone");
  }

  @Test
  void between_longValues_areNotWrittenOut() {
    assertThat(
            Difference.between(
                Map.of("param.features", "[" + "1,".repeat(50) + "2]"),
                Map.of("param.features", "[1]"),
                Map.of()))
        .contains("param.features changed");
  }
}
