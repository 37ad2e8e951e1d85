package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a pipeline file, reading it gives problems or a sound pipeline. */
class MutationTest {

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          ",",
          "- ",
          "\n",
          "  ",
          "\t",
          "#",
          "&a ",
          "*a",
          "!x ",
          "|",
          ">",
          "'",
          "\"",
          "%",
          "@",
          "`",
          "? ",
          "~",
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          ".inf",
          "${",
          "$${",
          "${params.",
          "${steps.train.model}",
          "${params.trees}",
          "---\n",
          "...\n",
          "uses: ",
          "with: ",
          "name: ",
          "\u00e9",
          "\ud83d\ude80",
          "\ud800",
          "\u2028",
          "<<: *a",
          "0x1F",
          "P7D",
          "kind: x",
          "\\u0000",
          "\\");

  private static final int MUTANTS = 3_000;

  @Test
  void read_anyMutant_givesProblemsOrASoundPipeline() {
    Random random = new Random(20_010_101);
    int sound = 0;
    for (int trial = 0; trial < MUTANTS; trial++) {
      byte[] mutant = mutate(Flights.YAML, random);
      Flights.Outcome outcome = Flights.read(mutant);
      assertThat(outcome.spec().isPresent())
          .as(() -> new String(mutant, StandardCharsets.UTF_8))
          .isEqualTo(outcome.problems().isEmpty());
      if (outcome.spec().isPresent()) {
        assertSound(outcome.spec().get());
        sound++;
      } else {
        outcome.problems().forEach(problem -> assertThat(problem.where()).isPresent());
      }
    }
    // Both outcomes must be met, or the mutations are too mild or too wild to say anything.
    assertThat(sound).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
  }

  private static void assertSound(PipelineSpec spec) {
    assertThat(StepOrder.of(spec).order()).hasSameSizeAs(spec.steps().keySet());
    assertThat(PipelineSpec.fromJson(Json.parse(Json.canonical(spec.toJson())))).isEqualTo(spec);
  }

  private static byte[] mutate(String text, Random random) {
    String mutant = text;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      mutant = random.nextBoolean() ? mutateLines(mutant, random) : mutateText(mutant, random);
    }
    byte[] bytes = mutant.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static String mutateText(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(6));
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, from) + token + text.substring(from);
      case 2 -> text.substring(0, from) + token + text.substring(to);
      default -> text.substring(0, from) + text.substring(from, to).repeat(2) + text.substring(to);
    };
  }

  private static String mutateLines(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(a);
      case 1 -> lines.add(a, lines.get(b));
      case 2 -> Collections.swap(lines, a, b);
      case 3 -> lines.set(a, "  " + lines.get(a));
      default -> lines.subList(a, lines.size()).clear();
    }
    return String.join("\n", lines);
  }
}
