package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans and runs of pipelines with branches, rounds and pipelines inside, as they are shown. */
class PlanPageTest {

  private static final String EVERYTHING =
      """
      name: everything
      params:
        words: { type: list, default: [red, blue] }
        mode: { type: string, default: fast }
      steps:
        first: { uses: note, with: { text: alpha, parts: [] } }
        slow:
          uses: note
          when: "${params.mode == 'slow'}"
          with: { text: slow, parts: ["${steps.first.made}"] }
        quick: { uses: note, else_of: slow, with: { text: quick, parts: [] } }
        each:
          for_each: "${params.words}"
          parallelism: 2
          uses: note
          with: { text: "${item}", parts: ["${steps.first.made}"] }
        inner:
          pipeline:
            steps:
              a: { uses: note, with: { text: a, parts: [] } }
              b: { uses: note, with: { text: b, parts: ["${steps.a.made}"] } }
      """;

  @TempDir private Path directory;

  @Test
  void plan_ofEveryConstruct_isATreeWithin80Columns() throws Exception {
    Notes notes = Notes.of(EVERYTHING, directory);
    assertThat(notes.expect(0, "lint", ".").err()).contains("no problems");
    String plan = notes.expect(0, "plan", ".").out();
    assertThat(plan.lines()).allMatch(line -> line.length() <= 80);
    assertThat(plan)
        .containsPattern("(?m)^slow +note +skip")
        .containsPattern("(?m)^quick +note +run")
        .containsPattern("(?m)^each +.*consists")
        .containsPattern("(?m)^  \\[0] +note")
        .containsPattern("(?m)^  \\[1] +note")
        .containsPattern("(?m)^inner +.*consists")
        .containsPattern("(?m)^  a +note +run")
        .contains("quick: else of slow", "2 at once")
        .doesNotContain("each[0]:", "each[1]:");
  }

  @Test
  void show_ofEveryConstruct_isATreeThatExplainsItsStates() throws Exception {
    Notes notes = Notes.of(EVERYTHING, directory);
    notes.expect(0, "run", ".");
    String page = notes.expect(0, "runs", "show", notes.newest()).out();
    assertThat(page)
        .containsPattern("(?m)^slow +skipped")
        .containsPattern("(?m)^  \\[1] +succeeded")
        .containsPattern("(?m)^  b +succeeded")
        .containsOnlyOnce("skipped: not to run as things were");
    assertThat(notes.expect(0, "runs", "show", notes.newest(), "--why", "each[1]").out())
        .contains("each[1] succeeded");
  }

  @Test
  void paragraph_longText_isIndentedAsFarAsItsHead() {
    assertThat(Paragraph.of("step: ", "word ".repeat(30).strip()))
        .allMatch(line -> line.length() <= 80)
        .isEqualTo(
            List.of("step: " + "word ".repeat(15).strip(), "      " + "word ".repeat(15).strip()));
  }

  @Test
  void paragraph_longHead_hasItsTextBelow() {
    assertThat(Paragraph.of("x".repeat(70) + " ", "some words that do not fit beside it"))
        .containsExactly("x".repeat(70), "    some words that do not fit beside it");
  }
}
