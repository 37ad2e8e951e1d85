package dev.millrace.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of programs when the Millrace that runs them is killed or told to end. */
class LeftoversTest {

  private static final String HYDRA =
      """
      export -f note stay
      stay &
      detach bash -c stay
      while [[ $(cat pids 2>/dev/null | wc -l) -lt 2 ]]; do :; done
      echo ready
      stay
      """;

  @TempDir Path directory;
  private Path slips;
  private Script script;
  private Process child;

  @BeforeEach
  void start() throws IOException {
    slips = directory.resolve("slips");
    script = Script.of(Files.createDirectories(directory.resolve("scratch")), HYDRA);
    child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ContainmentChild.class.getName(),
                slips.toString(),
                directory.resolve("scratch").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = child.inputReader();
    assertThat(said.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void killAll() throws IOException {
    child.destroyForcibly();
    script.killAll();
  }

  private Containment another() {
    return new Containment(
        slips,
        ProcessTable.ofThisSystem(),
        new Patience(Duration.ofMillis(200), Duration.ofMillis(300)));
  }

  @Test
  void endLeftovers_ofAKilledProcess_areEnded() throws Exception {
    child.destroyForcibly().waitFor();
    assertThat(script.running()).isNotEmpty();

    another().endLeftovers();

    assertThat(script.running()).isEmpty();
    assertThat(slips).isEmptyDirectory();
  }

  @Test
  void endLeftovers_whoseSlipIsOfBeforeTheStart_areEnded() throws Exception {
    child.destroyForcibly().waitFor();
    Slips written = new Slips(slips);
    written
        .find(Optional.empty())
        .forEach(
            (place, slip) -> {
              try {
                written.write(place, withoutProgram(slip));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    another().endLeftovers();

    assertThat(script.running()).isEmpty();
  }

  @Test
  void endLeftovers_ofALivingProcess_areNotTouched() throws Exception {
    another().endLeftovers();

    assertThat(script.running()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void endLeftoversOfRun_ofALivingProcess_areEnded() throws Exception {
    another().endLeftovers(Script.RUN);

    assertThat(script.running()).isEmpty();
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endLeftoversOfRun_whatWasBeingWritten_isRemoved() throws Exception {
    Path unfinished = Files.writeString(slips.resolve(Script.RUN.hex() + "-1.json.new"), "{");
    Path ofAnother = Files.writeString(slips.resolve("0".repeat(32) + "-1.json.new"), "{");

    another().endLeftovers(Script.RUN);

    assertThat(unfinished).doesNotExist();
    assertThat(ofAnother).exists();
  }

  @Test
  void run_sameTaskAgain_endsTheEarlierTryFirst() throws Exception {
    child.destroyForcibly().waitFor();
    Script again = Script.of(Files.createDirectories(directory.resolve("again")), "echo again");

    Exit exit = another().run(again.order(), line -> {});

    assertThat(exit.lastLines()).containsExactly("again");
    assertThat(script.running()).isEmpty();
  }

  @Test
  void terminate_millrace_endsItsProgramsFirst() throws Exception {
    child.destroy();

    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(script.running()).isEmpty();
  }

  private static Slip withoutProgram(Slip slip) {
    return new Slip(
        slip.run(),
        slip.task(),
        slip.variable(),
        slip.scratch(),
        slip.owner(),
        Optional.empty(),
        slip.ender());
  }
}
