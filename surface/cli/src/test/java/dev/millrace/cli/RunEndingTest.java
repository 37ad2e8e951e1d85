package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a run's end: each failure once, and how bad it is. */
class RunEndingTest {

  @TempDir private Path directory;

  @Test
  void run_failureInsideARound_isSaidOnceAndOfTheInnermostStep() throws Exception {
    Notes notes =
        Notes.of(
            """
            name: notes
            steps:
              each:
                for_each: [good, bad]
                pipeline:
                  params: { text: { type: string } }
                  steps:
                    write: { uses: note, with: { text: "${params.text}", parts: [] } }
                with: { text: "${item}" }
            """,
            directory);

    String err = notes.expect(3, "run", ".").err();

    assertThat(err.lines().filter(line -> line.startsWith("error:")))
        .containsExactly("error: step 'each[1]/write' failed: the text is bad");
    assertThat(err)
        .contains("  each: 2 rounds\n", "  each[1]: pipeline each\n", "each[1]/write …\n")
        .containsPattern("✗ each\\[1]/write +\\d+ ms  failed\n")
        .containsPattern("✗ each\\[1] +\\d+ ms  step 'each\\[1]/write' failed\n")
        .containsPattern("✗ each +\\d+ ms  step 'each\\[1]/write' failed\n");
  }

  @Test
  void run_optionalStepThatFails_isANoteWithItsHint() throws Exception {
    Notes notes =
        Notes.of(
            """
            name: notes
            steps:
              extra: { uses: note, with: { text: bad, parts: [] }, optional: true }
            """,
            directory);

    Screen screen = notes.expect(0, "run", ".");

    assertThat(screen.err())
        .endsWith(
            """
            note: optional step 'extra' failed: the text is bad
            hint: give another with --set text=WORDS
            """)
        .doesNotContain("error:");
    assertThat(screen.out()).contains("succeeded");
  }

  @Test
  void run_stepTriedAgain_saysSoAndWhichAttemptFailed() throws Exception {
    Notes notes =
        Notes.of(
            """
            name: notes
            steps:
              write: { uses: note, with: { text: bad, parts: [] }, retry: { times: 1, delay: PT0S } }
            """,
            directory);

    assertThat(notes.expect(3, "run", ".").err())
        .contains("  write …\n  write again …\n")
        .endsWith(
            """
            error: step 'write' failed: attempt 2 of 2: the text is bad
            hint: give another with --set text=WORDS
            """);
  }
}
