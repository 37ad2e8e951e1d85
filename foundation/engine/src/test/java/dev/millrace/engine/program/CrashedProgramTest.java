package dev.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Millrace is killed while a program of a run has daemons running, and the run goes on. */
class CrashedProgramTest {

  private static final String COMPONENT =
      """
      name: %s
      inputs: { before: { type: Text, optional: true }, journal: { type: string } }
      outputs: { made: { type: Text } }
      program: %s.sh
      arguments: ["${outputs.made}", "${inputs.journal}", ["${inputs.before}"]]
      """;

  private static final String FIRST =
      """
      #!/usr/bin/env bash
      echo first >> "$2"
      echo first > "$1/text"
      """;

  /** The first time it starts a daemon and stays; later it tells what has become of both. */
  private static final String SECOND =
      """
      #!/usr/bin/env bash
      if [[ -e $2.pids ]]; then
        for pid in $(< "$2.pids"); do
          grep -qs '^State:.*[RSDT] ' "/proc/$pid/status" && echo "still running: $pid" >> "$2"
        done
        echo second > "$1/text"
        echo second >> "$2"
        exit
      fi
      stay() { trap '' TERM HUP; while :; do read -t 60 <> <(:) || :; done; }
      export -f stay
      ( ( exec setsid bash -c stay >/dev/null 2>&1 ) & )
      ( ( exec setsid bash -c 'echo $$ > "$0.daemon"; stay' "$2" >/dev/null 2>&1 ) & )
      while [[ ! -s $2.daemon ]]; do :; done
      echo $$ $(< "$2.daemon") > "$2.pids"
      echo ::progress 0.5
      stay
      """;

  @TempDir Path place;

  /** Runs the pipeline that lies in the directory of the first argument. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path place = Path.of(arguments[0]);
      try (Yard yard = Yard.of(place, place.resolve("pipeline"), Map.of())) {
        yard.engine.run(
            yard.request(Map.of()),
            event -> {
              if (event instanceof RunEvent.StepProgress) {
                System.out.println("begun");
              }
            });
      }
    }
  }

  @Test
  void run_afterMillraceWasKilled_endsTheOldProgramsBeforeItGoesOn() throws Exception {
    Path journal = place.resolve("journal");
    try (Yard yard = Yard.open(place)) {
      layOut(yard, journal);
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                place.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(child.inputReader().readLine()).isEqualTo("begun");
    child.destroyForcibly().waitFor();

    try (Yard yard = Yard.of(place, place.resolve("pipeline"), Map.of())) {
      Outcome outcome = yard.run();

      assertThat(outcome.reason()).isEmpty();
      assertThat(outcome.resumed()).isTrue();
      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Yard.task(outcome, "second").state()).isEqualTo(TaskState.SUCCEEDED);
    }
    assertThat(Files.readAllLines(journal)).containsExactly("first", "second");
    assertThat(place.resolve("home/staging")).isEmptyDirectory();
    assertThat(place.resolve("home/work/programs")).isEmptyDirectory();
  }

  private static void layOut(Yard yard, Path journal) throws IOException {
    for (String name : new String[] {"first", "second"}) {
      yard.write("components/" + name + ".yaml", COMPONENT.replace("%s", name));
    }
    yard.write("components/first.sh", FIRST);
    yard.write("components/second.sh", SECOND);
    yard.write(
        "pipeline.yaml",
        """
        name: crashing
        steps:
          first:  { uses: first, with: { journal: JOURNAL } }
          second: { uses: second, with: { journal: JOURNAL, before: "${steps.first.made}" } }
        """
            .replace("JOURNAL", journal.toString()));
  }
}
