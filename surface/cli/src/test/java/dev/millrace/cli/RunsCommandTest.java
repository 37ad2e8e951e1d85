package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is done with runs: in part, again, mended, canceled, listed and explained. */
class RunsCommandTest {

  @TempDir private Path directory;

  private Notes notes;

  @BeforeEach
  void project() throws Exception {
    notes = Notes.of(Notes.CHAIN, directory);
  }

  @Test
  void ids_inEveryAnswer_areTextThatCommandsTake() {
    JsonNode run = notes.json("run", ".").get("run");
    String id = run.get("id").asString();

    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(notes.json("runs", "show", id).get("run").get("id").asString()).isEqualTo(id);
    assertThat(notes.json("runs", "show", id, "--why", "first").get("run").asString())
        .isEqualTo(id);
  }

  @Test
  void run_fromAStep_takesWhatItNeedsFromTheRunBefore() {
    notes.expect(0, "run", ".");
    notes.expect(0, "run", ".", "--from", "third", "--set", "text=other");
    assertThat(notes.states(notes.newest())).isEqualTo("first cached, second cached, third cached");
  }

  @Test
  void run_toAStep_leavesOutWhatComesAfter() {
    notes.expect(0, "run", ".", "--to", "second");
    assertThat(notes.states(notes.newest()))
        .isEqualTo("first succeeded, second succeeded, third skipped");
  }

  @Test
  void run_onlySteps_takesThoseAlone() {
    notes.expect(0, "run", ".");
    notes.expect(0, "run", ".", "--only", "second,third", "--set", "text=other");
    assertThat(notes.states(notes.newest()))
        .isEqualTo("first cached, second succeeded, third succeeded");
  }

  @Test
  void run_onlyAndFrom_isUsage() {
    Screen screen = notes.expect(2, "run", ".", "--only", "first", "--from", "second");
    Complaint.isClear(screen.err(), "some steps only", "give --only alone");
  }

  @Test
  void run_fromAStepThatIsNone_isUsageWithTheNearest() {
    Screen screen = notes.expect(2, "run", ".", "--from", "thrid");
    Complaint.isClear(screen.err(), "has no step 'thrid'", "'third'");
  }

  @Test
  void resume_afterAFailure_keepsWhatEndedWell() throws Exception {
    notes.write(Notes.CHAIN.replace("${params.text}\"", "\", beside: text.txt"));
    Files.writeString(directory.resolve("text.txt"), "bad");
    Screen failed = notes.expect(3, "run", ".");
    assertThat(failed.err()).contains("step 'second' failed: the text is bad");
    assertThat(notes.states(notes.newest()))
        .isEqualTo("first succeeded, second failed, third blocked");
    assertThat(notes.expect(0, "runs", "show", notes.newest()).out())
        .containsOnlyOnce("blocked: something it needs went wrong");

    Files.writeString(directory.resolve("text.txt"), "good");
    notes.expect(0, "runs", "resume", notes.newest());

    assertThat(notes.states(notes.newest()))
        .isEqualTo("first succeeded, second succeeded, third succeeded");
    assertThat(notes.json("runs", "list").size()).isEqualTo(1);
    Screen again = notes.expect(1, "runs", "resume", notes.newest());
    Complaint.isClear(again.err(), "has succeeded: nothing is left to do", "starts another");
  }

  @Test
  void continue_withAnotherParameter_goesOnInTheSameRunAndSaysWhatChanged() {
    notes.expect(3, "run", ".", "--set", "text=bad");
    String run = notes.newest();

    Screen screen = notes.expect(0, "runs", "continue", run, "--set", "text=better");

    assertThat(screen.err())
        .contains("changed: step 'second': it reads text")
        .contains("starts over: second, third");
    assertThat(notes.newest()).isEqualTo(run);
    assertThat(notes.states(run)).isEqualTo("first succeeded, second succeeded, third succeeded");
    JsonNode report = notes.json("runs", "show", run);
    assertThat(report.get("params").get("text").asString()).isEqualTo("better");
    assertThat(report.get("changes").get(0).get("what").asString())
        .isEqualTo("step 'second': it reads text");
    assertThat(notes.expect(0, "runs", "show", run).out())
        .contains("changed ", "starts over: second, third");
  }

  @Test
  void continue_withAnotherPipeline_runsWhatIsNew() throws Exception {
    notes.expect(3, "run", ".", "--set", "text=bad");
    Path mended = Files.createDirectory(directory.resolve("mended")).resolve("pipeline.yaml");
    Files.writeString(mended, Notes.CHAIN.replace("\"${params.text}\"", "fixed"));

    Screen screen = notes.expect(0, "runs", "continue", notes.newest(), "--pipeline", "mended");

    assertThat(screen.err()).contains("changed: step 'second': its inputs changed");
  }

  @Test
  void continue_ofARunFromAFileOfAnotherName_goesOnWithThatFile() throws Exception {
    Path file = directory.resolve("other.yaml");
    Files.writeString(file, Notes.CHAIN.replace("default: good", "default: bad"));
    notes.expect(3, "run", "other.yaml");
    String run = notes.newest();
    Files.writeString(file, Notes.CHAIN.replace("\"${params.text}\"", "bad"));
    notes.expect(3, "runs", "continue", run);
    assertThat(notes.json("runs", "show", run).at("/tags/file").asString()).isEqualTo("other.yaml");

    notes.write(Notes.CHAIN.replace("\"${params.text}\"", "bad"));
    notes.expect(3, "runs", "continue", run, "--pipeline", ".");
    notes.write(Notes.CHAIN);
    Files.delete(file);
    Screen screen = notes.expect(0, "runs", "continue", run);

    assertThat(screen.err()).contains("changed: step 'second': its inputs changed");
    assertThat(notes.newest()).isEqualTo(run);
  }

  @Test
  void continue_ofARunThatSucceeded_isAFailureWithAHint() {
    notes.expect(0, "run", ".");
    Screen screen = notes.expect(1, "runs", "continue", notes.newest(), "--set", "text=x");
    Complaint.isClear(screen.err(), "has succeeded", "start a new run");
  }

  @Test
  void cancel_ofARunOfAnotherProgram_endsIt() throws Exception {
    CompletableFuture<Screen> running =
        CompletableFuture.supplyAsync(() -> notes.expect(3, "run", ".", "--set", "text=forever"));
    assertThat(Note.WAITING.tryAcquire(1, TimeUnit.MINUTES)).isTrue();

    Screen asked = notes.expect(0, "runs", "cancel", notes.newest());

    assertThat(asked.out()).contains("was asked to end");
    assertThat(running.get().out()).contains("was canceled");
    Screen late = notes.expect(1, "runs", "cancel", notes.newest());
    Complaint.isClear(late.err(), "has ended already: it was canceled", "--state running");
  }

  @Test
  void list_withFilters_showsThoseRunsOnly() {
    notes.expect(0, "run", ".", "--as-of", "2024-01-01");
    notes.expect(3, "run", ".", "--set", "text=bad", "--as-of", "2024-02-01");

    assertThat(notes.json("runs", "list", "--state", "failed").size()).isEqualTo(1);
    assertThat(notes.json("runs", "list", "--state", "failed,succeeded").size()).isEqualTo(2);
    assertThat(notes.json("runs", "list", "--since", "2024-01-15").size()).isEqualTo(1);
    assertThat(notes.json("runs", "list", "--text", "NOTE").size()).isEqualTo(2);
    assertThat(notes.json("runs", "list", "--trigger", "schedule").size()).isZero();
    assertThat(notes.json("runs", "list", "--pipeline", "notes", "--limit", "1").size())
        .isEqualTo(1);
    assertThat(notes.expect(0, "runs", "list", "--text", "nowhere").err())
        .contains("no run is like that");
  }

  @Test
  void list_ofAStateThatIsNone_isUsage() {
    Screen screen = notes.expect(2, "runs", "list", "--state", "gone");
    Complaint.isClear(screen.err(), "'gone' is no state", "succeeded", "runs list --help");
  }

  @Test
  void why_ofAChangedParameter_showsBothValues() {
    notes.expect(0, "run", ".");
    notes.expect(0, "run", ".", "--set", "text=other");
    Screen screen = notes.expect(0, "runs", "show", notes.newest(), "--why", "second");
    assertThat(screen.out())
        .contains("param.text\n", "then \"good\"\n", "now  \"other\"\n")
        .contains("most similar before: step 'second' of notes run");
    assertThat(notes.expect(0, "runs", "show", notes.newest(), "--why", "first").out())
        .contains("first cached", "parts of what it depends on are as in step 'first'");
    Screen none = notes.expect(5, "runs", "show", notes.newest(), "--why", "secnod");
    Complaint.isClear(none.err(), "has no step 'secnod'", "'second'");
  }
}
