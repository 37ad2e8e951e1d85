package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What came from what, what is kept, and what goes. */
class LineageAndGcTest {

  @TempDir private Path directory;

  private Notes notes;
  private String run = "";

  @BeforeEach
  void run() throws Exception {
    notes = Notes.of(Notes.CHAIN, directory);
    notes.expect(0, "run", ".");
    run = notes.newest();
  }

  @Test
  void lineage_ofAnArtifact_goesToTheFirstStepAndToTheLast() {
    Screen screen = notes.expect(0, "lineage", run + "/second.made");
    assertThat(screen.out())
        .containsSubsequence(
            "came from",
            "└─ output made: step 'second' in run",
            "├─ input parts: Statistics",
            "└─ output made: step 'first' in run",
            "└─ ran: run",
            "led to",
            "└─ input parts: step 'third' in run",
            "└─ output made: Statistics");
    assertThat(screen.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void lineage_downOnly_hasNoUp() {
    JsonNode report = notes.json("lineage", run + "/third.made", "--down");
    assertThat(report.get("up").isNull()).isTrue();
    assertThat(report.get("down").get("edges").size()).isZero();
    assertThat(report.get("root").get("kind").asString()).isEqualTo("artifact");
    assertThat(notes.expect(0, "lineage", run + "/third.made", "--down").out())
        .contains("led to nothing yet");
  }

  @Test
  void lineage_withADepth_saysThatThereIsMore() {
    Screen screen = notes.expect(0, "lineage", run + "/third.made", "--up", "--depth", "2");
    assertThat(screen.out())
        .contains("step 'third'", "and more; --depth goes further")
        .doesNotContain("step 'first'");
  }

  @Test
  void lineage_ofARun_isFoundByPartOfItsId() {
    JsonNode report = notes.json("lineage", run.substring(24), "--up");
    assertThat(report.get("root").get("key").asString()).isEqualTo(run);
  }

  @Test
  void lineage_ofWhatIsNot_isNotFoundWithAHint() {
    Complaint.isClear(
        notes.expect(5, "lineage", run + "/secnod.made").err(), "no step 'secnod'", "'second'");
    Complaint.isClear(
        notes.expect(5, "lineage", run + "/second.mad").err(), "no artifact 'mad'", "'made'");
    Complaint.isClear(
        notes.expect(5, "lineage", "0".repeat(32)).err(), "nothing with the id", "runs show");
    Complaint.isClear(
        notes.expect(5, "lineage", "flights@3").err(), "there is no model 'flights'", "hint");
    Complaint.isClear(
        notes.expect(5, "lineage", "local:flights").err(), "deployed to 'local'", "models list");
    Complaint.isClear(
        notes.expect(5, "lineage", "request-7").err(), "there is no run 'request-7'", "runs list");
    Complaint.isClear(
        notes.expect(2, "lineage", run, "--depth", "0").err(), "of 0 edges", "--depth 1");
  }

  @Test
  void gc_dryRun_showsWhatStaysAndRemovesNothing() {
    Screen usual = notes.expect(0, "gc", "--dry-run");
    assertThat(usual.out()).contains("nothing to remove", "the newest 10 runs of notes");
    JsonNode plan = notes.json("gc", "--dry-run", "--keep-runs", "0", "--older-than", "PT0S");
    assertThat(plan.get("done").asBoolean()).isFalse();
    assertThat(plan.get("removals").size()).isEqualTo(3);
    assertThat(plan.get("bytes").asLong()).isPositive();
    notes.expect(0, "run", ".");
    assertThat(notes.states(notes.newest())).isEqualTo("first cached, second cached, third cached");
  }

  @Test
  void gc_ofWhatWasJustWritten_leavesItsFilesToTheNext() {
    Screen gc = notes.expect(0, "gc", "--yes", "--keep-runs", "0", "--older-than", "PT0S");
    assertThat(gc.out()).contains("removed 0 contents", "3 contents stayed for now");
  }

  @Test
  void gc_withoutAYes_removesNothing() {
    Complaint.isClear(notes.expect(2, "gc").err(), "needs a yes", "--yes", "--dry-run");
  }

  @Test
  void gc_ofADurationThatIsNone_isUsage() {
    Complaint.isClear(
        notes.expect(2, "gc", "--older-than", "30d").err(), "'30d' is not a duration", "P7D");
    Complaint.isClear(
        notes.expect(2, "gc", "--keep-runs", "-1").err(), "--keep-runs -1", "0 keeps none");
  }

  @Test
  void gc_yes_removesAllButWhatIsPinned() throws Exception {
    notes.expect(0, "pin", run + "/first.made", "--reason", "for the audit");
    Screen pins = notes.expect(0, "pins");
    assertThat(pins.out()).contains("artifact", "for the audit");
    Notes.age(directory.resolve(".millrace"));
    String pinned = notes.json("pins").get(0).get("id").asString();

    Screen gc = notes.expect(0, "gc", "--yes", "--keep-runs", "0", "--older-than", "PT0S");

    assertThat(gc.out()).contains("removed 2 contents", "for the audit");
    assertThat(notes.expect(0, "lineage", run + "/second.made").out()).contains("files are gone");
    assertThat(notes.expect(0, "unpin", pinned).out()).contains("unpinned artifact " + pinned);
    assertThat(notes.expect(0, "pins").err()).contains("nothing is pinned");
    Complaint.isClear(notes.expect(5, "unpin", pinned).err(), "is not pinned", "'millrace pins'");
    notes.expect(0, "run", ".");
    assertThat(notes.states(notes.newest()))
        .isEqualTo("first cached, second succeeded, third succeeded");
  }

  @Test
  void pin_withoutAReason_isUsage() {
    Complaint.isClear(notes.expect(2, "pin", run).err(), "--reason", "pin --help");
  }
}
