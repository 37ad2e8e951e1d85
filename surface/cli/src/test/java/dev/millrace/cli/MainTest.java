package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "run",
        "plan",
        "lint",
        "runs list",
        "runs show",
        "runs logs",
        "runs resume",
        "runs continue",
        "runs cancel",
        "runs diff",
        "lineage",
        "pin",
        "unpin",
        "pins",
        "gc",
        "models list",
        "models show",
        "models card",
        "models diff",
        "models promote",
        "models edit",
        "rollback",
        "reproduce",
        "predict",
        "serve",
        "up",
        "triggers list",
        "triggers activate",
        "triggers deactivate",
        "doctor"
      })
  void help_everyCommand_saysWhatItDoesAndTakesJson(String command) {
    Screen screen = new Screen(directory);
    int code = screen.run((command + " --help").split(" "));
    assertThat(code).isZero();
    assertThat(screen.out()).contains("Usage: millrace " + command).contains("--json");
  }

  @Test
  void noCommand_listsThem() {
    Screen screen = new Screen(directory);
    assertThat(screen.run()).isZero();
    assertThat(screen.out()).contains("demo", "run", "Exit codes");
  }

  @Test
  void version_isTheBuilds() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("--version")).isZero();
    assertThat(screen.out()).matches("(?s)millrace \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d+\\)\\s*");
  }

  @Test
  void unknownCommand_isUsageWithTheNearest() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("rnu")).isEqualTo(2);
    assertThat(screen.err()).contains("error:").contains("hint:").contains("run");
  }

  @Test
  void unknownOption_isUsage() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("run", "x", "--sett", "a=1")).isEqualTo(2);
    assertThat(screen.err()).contains("--sett").contains("hint:").doesNotContain("\tat ");
  }

  @Test
  void run_noSuchPipeline_isNotFound() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("run", "nowhere")).isEqualTo(5);
    assertThat(screen.err()).contains("there is no pipeline at").contains("hint:");
  }

  @Test
  void asOf_notATime_isUsage() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("plan", "nowhere", "--as-of", "yesterday")).isEqualTo(2);
    assertThat(screen.err()).contains("'yesterday' is not a time");
  }

  @Test
  void runsShow_noSuchRun_isNotFound() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("runs", "show", "0123abcd")).isEqualTo(5);
    assertThat(screen.err()).contains("there is no run '0123abcd'");
  }

  @Test
  void modelsShow_noSuchModel_isNotFound() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("models", "show", "nothing")).isEqualTo(5);
    assertThat(screen.err()).contains("there is no model 'nothing'");
  }

  @Test
  void lists_ofAnEmptyHome_areEmptyJson() {
    Screen runs = new Screen(directory);
    assertThat(runs.run("runs", "list", "--json")).isZero();
    assertThat(Json.parse(runs.out()).size()).isZero();
    Screen models = new Screen(directory);
    assertThat(models.run("models", "list", "--json")).isZero();
    assertThat(Json.parse(models.out()).size()).isZero();
  }

  @Test
  void home_thatIsAFile_isAnErrorWithAHint() throws Exception {
    Files.writeString(directory.resolve("file"), "x");
    Screen screen = new Screen(directory);
    assertThat(screen.run("runs", "list", "--home", directory.resolve("file").toString()))
        .isEqualTo(1);
    assertThat(screen.err()).contains("is not a directory").contains("hint:");
  }

  @Test
  void lint_ofAFileWithProblems_showsEachWithPlaceAndRemedy() throws Exception {
    Files.writeString(
        directory.resolve("pipeline.yaml"),
        """
        name: x
        stepps: {}
        steps:
          a: { uses: ingst }
        """);
    Screen screen = new Screen(directory);
    assertThat(screen.run("lint", ".")).isEqualTo(2);
    assertThat(screen.out())
        .contains("pipeline.yaml:2:1")
        .contains("did you mean 'steps'?")
        .contains("did you mean 'ingest'?");
    assertThat(directory.resolve(".millrace")).doesNotExist();
  }

  @Test
  void doctor_onThisMachine_findsAllWell() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("doctor", "--json")).isZero();
    assertThat(Json.parse(screen.out()).size()).isEqualTo(11);
  }

  @Test
  void doctor_aSecretThatOthersCanRead_saysHowToMendIt() throws Exception {
    Path secrets = Files.createDirectories(directory.resolve(".millrace/secrets"));
    Path secret = Files.writeString(secrets.resolve("token"), "hidden");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Screen screen = new Screen(directory);
    assertThat(screen.run("doctor")).isEqualTo(1);
    assertThat(screen.out())
        .contains("secret 'token' can be read by others", "chmod 600")
        .doesNotContain("hidden");
  }
}
