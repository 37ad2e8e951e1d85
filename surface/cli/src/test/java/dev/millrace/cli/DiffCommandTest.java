package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is said to have changed between two runs. */
class DiffCommandTest {

  @TempDir private Path directory;

  private Notes notes;
  private String first = "";

  @BeforeEach
  void firstRun() throws Exception {
    notes = Notes.of(Notes.CHAIN, directory);
    first = run();
  }

  @Test
  void diff_sameAgain_saysThatNothingChanged() {
    Screen screen = notes.expect(0, "runs", "diff", first, run("--as-of", "2031-01-01"));
    assertThat(screen.out())
        .contains("changed: nothing that matters to a result\n", "as of     ", " → 2031-01-01");
  }

  @Test
  void diff_otherParameter_namesItAndWhatCameOfIt() {
    String second = run("--set", "text=longer");
    Screen screen = notes.expect(0, "runs", "diff", first, second);
    assertThat(screen.out())
        .contains("changed: 1 parameter, 1 input, 2 metrics\n")
        .contains("param     text: \"good\" → \"longer\"\n")
        .contains("data      third input.parts\n")
        .containsPattern("second +length +10\\.00000 +12\\.00000");
    JsonNode report = notes.json("runs", "diff", first, second);
    assertThat(report.get("metrics").size()).isEqualTo(3);
    assertThat(what(report, "environment")).isEmpty();
  }

  @Test
  void diff_otherPipeline_namesThePlacesAndTheSteps() throws Exception {
    notes.write(
        Notes.CHAIN.replace("omega", "end")
            + "  fourth: { uses: note, with: { text: x, parts: [] } }\n");
    JsonNode report = notes.json("runs", "diff", first, run());
    assertThat(what(report, "pipeline")).containsExactly("steps.third.inputs.text", "steps.fourth");
    assertThat(what(report, "results")).containsExactly("fourth");
    assertThat(what(report, "params")).isEmpty();
  }

  @Test
  void diff_otherDataOutside_namesTheStepThatReadIt() throws Exception {
    notes.write(Notes.CHAIN.replace("text: alpha", "beside: data.txt"));
    Files.writeString(directory.resolve("data.txt"), "one");
    String before = run();
    Files.writeString(directory.resolve("data.txt"), "two");
    JsonNode report = notes.json("runs", "diff", before, run());
    assertThat(what(report, "data"))
        .containsExactly("first outside", "second input.parts", "third input.parts");
    assertThat(what(report, "pipeline")).isEmpty();
    assertThat(what(report, "code")).isEmpty();
  }

  @Test
  void diff_noSuchRun_isNotFound() {
    Complaint.isClear(
        notes.expect(5, "runs", "diff", first, "0123abcd").err(),
        "there is no run '0123abcd'",
        "runs list");
  }

  private String run(String... more) {
    List<String> command = new ArrayList<>(List.of("run", "."));
    command.addAll(List.of(more));
    notes.expect(0, command.toArray(String[]::new));
    return notes.newest();
  }

  private static List<String> what(JsonNode report, String part) {
    return report.get(part).valueStream().map(change -> change.get("what").asString()).toList();
  }
}
