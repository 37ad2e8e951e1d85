package dev.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunningRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Steps in containers, with a program in the engine's place that notes how it is called. */
class ContainerTest {

  private static final String PIPELINE =
      """
      name: contained
      steps:
        make: { uses: make }
        take: { uses: take, with: { texts: ["${steps.make.made}"], one: "${steps.make.made}" } }
      """;

  private static final String MAKE =
      """
      name: make
      outputs:
        made: { type: Text }
        size: { type: integer }
      container: { image: "busybox:1" }
      arguments: [bash, make.sh, "${outputs.made}", "${results}"]
      files: [make.sh]
      """;

  private static final String TAKE =
      """
      name: take
      inputs:
        texts: { type: Text, many: true }
        one:   { type: Text }
      outputs:
        copy: { type: Text }
      container: { image: "busybox:1", network: bridge, user: "1000:1000" }
      arguments: [bash, -c, 'cat "$2/text" > "$1/copy"', copy, "${outputs.copy}", "${inputs.one}", "${inputs.texts}"]
      """;

  private static final String SCRIPT =
      """
      echo "in $PWD"
      echo hello > "$1/text"
      echo '{"values":{"size":6}}' > "$2"
      """;

  private static final String TOKEN = "correct-horse-battery-staple";

  @TempDir Path place;
  private Path engine;
  private Yard yard;

  @BeforeEach
  void open() throws IOException {
    engine = Yard.fakeEngine(place.resolve("engine"));
    yard =
        Yard.open(
            place,
            Map.of("MILLRACE_CONTAINER_ENGINE", engine.toString(), "MILLRACE_SECRET_TOKEN", TOKEN));
    yard.write("pipeline.yaml", PIPELINE);
    yard.write("components/make.yaml", MAKE);
    yard.write("components/make.sh", SCRIPT);
    yard.write("components/take.yaml", TAKE);
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private List<List<String>> calls(String command) throws IOException {
    List<List<String>> calls = new ArrayList<>();
    for (String line : Files.readAllLines(engine.resolveSibling("calls.jsonl"))) {
      List<String> call = Json.parse(line).valueStream().map(JsonNode::asString).toList();
      if (call.getFirst().equals(command)) {
        calls.add(call);
      }
    }
    return calls;
  }

  @Test
  void run_containers_keepTheContract() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(Files.readString(yard.file(outcome, "take", "copy", "copy"))).isEqualTo("hello\n");
    assertThat(Yard.task(outcome, "make").values()).containsEntry("size", Json.tree(6));
    assertThat(yard.log(outcome, "make"))
        .contains("pulling busybox:1", "image busybox:1 is sha256:" + "1".repeat(64));
    assertThat(calls("pull")).hasSize(1);
    assertThat(calls("kill")).isEmpty();
  }

  @Test
  void run_call_confinesTheContainer() throws Exception {
    Outcome outcome = yard.run();
    List<String> make = calls("run").getFirst();
    List<String> take = calls("run").get(1);

    assertThat(make).startsWith("run", "--rm", "--name");
    assertThat(make.get(3)).matches("millrace-" + outcome.run().id().brief() + "-make-[0-9a-f]{8}");
    String owner =
        Files.getAttribute(place, "unix:uid") + ":" + Files.getAttribute(place, "unix:gid");
    assertThat(make)
        .containsSubsequence("--network", "none")
        .containsSubsequence("--user", owner)
        .containsSubsequence("--cap-drop", "ALL")
        .containsSubsequence("--security-opt", "no-new-privileges")
        .containsSubsequence("--workdir", "/millrace/task/run")
        .endsWith(
            "busybox:1",
            "bash",
            "make.sh",
            "/millrace/outputs/made",
            "/millrace/task/results.json");
    assertThat(make)
        .anyMatch(each -> each.matches("type=bind,source=.*/staging/.*,target=/millrace/task"))
        .anyMatch(each -> each.matches("type=bind,source=.*,target=/millrace/outputs/made"));
    assertThat(take)
        .containsSubsequence("--network", "bridge")
        .containsSubsequence("--user", "1000:1000")
        .endsWith("/millrace/outputs/copy", "/millrace/inputs/one/0", "/millrace/inputs/texts/0")
        .anyMatch(
            each -> each.matches("type=bind,source=.*,target=/millrace/inputs/one/0,readonly"))
        .anyMatch(
            each -> each.matches("type=bind,source=.*,target=/millrace/inputs/texts/0,readonly"));
  }

  @Test
  void run_policyOfTheStep_reachesTheContainer() throws Exception {
    yard.write(
        "pipeline.yaml",
        """
        name: contained
        steps:
          make:
            uses: make
            resources: { cpus: 0.5, memory: 64MiB }
            env: { COLOUR: "blue, or green", HOME: /nowhere }
            secrets: { API_TOKEN: token }
        """);
    yard.write("components/make.sh", SCRIPT + "echo \"$COLOUR $HOME $API_TOKEN\"\n");
    Outcome outcome = yard.run();
    List<String> make = calls("run").getFirst();

    assertThat(outcome.reason()).isEmpty();
    assertThat(yard.log(outcome, "make")).contains("blue, or green /nowhere ***");
    assertThat(make)
        .containsSubsequence("--cpus", "0.5")
        .containsSubsequence("--memory", "67108864")
        .contains("COLOUR", "API_TOKEN", "HOME=/nowhere", "MILLRACE_TASK")
        .noneMatch(argument -> argument.contains(TOKEN) || argument.contains("blue"));
  }

  @Test
  void run_imageBehindItsNameChanges_runsAgain() throws Exception {
    yard.run();
    assertThat(Yard.task(yard.run(), "make").state()).isEqualTo(TaskState.CACHED);

    Files.writeString(engine.resolveSibling("image-busybox:1"), "sha256:" + "2".repeat(64));
    Outcome outcome = yard.run();

    assertThat(Yard.task(outcome, "make").state()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(Yard.task(outcome, "make").reason()).contains("outside the pipeline changed");
    assertThat(calls("pull")).hasSize(1);
  }

  @Test
  void run_imageThatCannotBeHad_failsAndSaysWhy() throws Exception {
    yard.write("components/make.yaml", MAKE.replace("busybox:1", "unknown:1"));

    Outcome outcome = yard.run();

    assertThat(outcome.state()).isEqualTo(RunState.FAILED);
    assertThat(outcome.reason())
        .contains("the image unknown:1 of component 'make' cannot be had: manifest unknown");
  }

  @Test
  void run_containerThatFails_tellsItsLastLines() throws Exception {
    yard.write("components/make.sh", "echo bad luck; exit 5");

    Outcome outcome = yard.run();

    assertThat(outcome.reason())
        .contains("component 'make' ended with exit code 5")
        .contains("bad luck");
  }

  @Test
  void cancel_container_isKilledByTheEngine() throws Exception {
    yard.write(
        "components/make.sh",
        "trap '' TERM; echo ::progress 0.1; while :; do read -t 9 < <(:); done");
    CountDownLatch begun = new CountDownLatch(1);
    RunningRun run =
        yard.engine.start(
            yard.request(Map.of()),
            event -> {
              if (event instanceof RunEvent.StepProgress) {
                begun.countDown();
              }
            });
    begun.await();
    List<String> call = calls("run").getFirst();
    Path container = engine.resolveSibling("container-" + call.get(3));
    long pid = Long.parseLong(Files.readString(container));
    yard.engine.cancel(run.id());

    assertThat(run.await().state()).isEqualTo(RunState.CANCELED);
    yard.programs.endLeftovers(run.id());
    assertThat(calls("kill")).contains(List.of("kill", call.get(3)));
    // A process that was killed is gone a moment later.
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).stream())
        .allSatisfy(gone -> assertThat(gone).succeedsWithin(Duration.ofSeconds(30)));
  }

  @Test
  void find_noEngine_saysWhatToDo() {
    Surroundings none = new Surroundings(Map.of("PATH", place.toString()));

    assertThatThrownBy(() -> ContainerEngine.find("make", none))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error)
                  .hasMessage(
                      "component 'make' runs in a container, and there is no container engine here");
              assertThat(error.hint())
                  .contains("install docker or podman, or set MILLRACE_CONTAINER_ENGINE");
            });
    assertThatThrownBy(
            () ->
                ContainerEngine.find(
                    "make",
                    new Surroundings(
                        Map.of("PATH", "/bin", "MILLRACE_CONTAINER_ENGINE", "/no/such"))))
        .hasMessageContaining("MILLRACE_CONTAINER_ENGINE names no program: '/no/such'");
  }

  @Test
  void find_engineOnThePath_isTaken() {
    Surroundings some = new Surroundings(Map.of("PATH", "/none:" + engine.getParent()));

    assertThat(ContainerEngine.find("make", some).executable()).isEqualTo(engine);
  }

  @Test
  void option_pathWithACommaOrAQuote_isOneField() {
    assertThat(new Mounts.Mount(Path.of("/a,b\"c"), Path.of("/t"), true).option())
        .isEqualTo("type=bind,\"source=/a,b\"\"c\",target=/t,readonly");
  }
}
