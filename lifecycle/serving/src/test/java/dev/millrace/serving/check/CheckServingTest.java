package dev.millrace.serving.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.serving.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** With the real server, in a process of its own where that matters. */
@Isolated("it counts the processes of this one")
class CheckServingTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Digest DIGEST = Digest.of("the bundle");
  private static final LatencyLimits NO_LATENCY =
      new LatencyLimits(Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path directory;
  private final ServerLauncher launcher = new ProcessServerLauncher();
  private final ServerLauncher inProcess = new InProcessLauncher(5L << 20);

  @Test
  void run_soundBundle_isBlessedWithEveryCheckAndWhatWasFound() throws Exception {
    CheckTask task = new CheckTask(directory, launcher);
    InfraBlessing blessing = check(task, limits("10s", "20s", "1GiB"));
    assertThat(blessing.properties())
        .containsEntry("blessed", Json.tree(true))
        .containsEntry("model", Json.tree(DIGEST.hex()));
    assertThat(outcomes(blessing))
        .containsExactly(
            "ready held",
            "signature held",
            "predictions held",
            "latency_p50 held",
            "latency_p90 not_asked",
            "latency_p99 held",
            "memory held");
    assertThat(blessing.property("reason").orElseThrow().asString())
        .matches(
            "blessed: ready after .*s \\(within 60s\\); signature 1 input and 1 output \\(as the"
                + " bundle has it\\); predictions of 2 sample rows, alone and in one batch \\(bit for"
                + " bit those of the bundle's graph\\); latency_p50 .*s \\(at most 10s\\);"
                + " latency_p99 .*s \\(at most 20s\\); memory [0-9.]+MiB \\(at most 1GiB\\)");
    assertThat(task.metrics)
        .containsOnlyKeys(
            "serving_ready_seconds",
            "serving_p50_seconds",
            "serving_p90_seconds",
            "serving_p99_seconds",
            "serving_resident_mib");
    assertThat(task.metrics.values()).allMatch(value -> value > 0);
    assertThat(task.progress).containsExactly("request 0 of 120", "request 100 of 120");
  }

  @Test
  void run_noLimit_isMeasuredAllTheSame() throws Exception {
    CheckTask task = new CheckTask(directory, inProcess);
    InfraBlessing blessing = check(task, new Asked(NO_LATENCY, Optional.empty()));
    assertThat(blessing.properties()).containsEntry("blessed", Json.tree(true));
    assertThat(outcomes(blessing)).filteredOn(line -> line.endsWith("not_asked")).hasSize(4);
    assertThat(checks(blessing))
        .filteredOn(check -> check.required("check").asString().equals("memory"))
        .singleElement()
        .satisfies(check -> assertThat(check.required("found").asString()).isEqualTo("5MiB"));
  }

  @Test
  void run_answersSlowerThanAsked_isNotBlessed() throws Exception {
    InfraBlessing blessing =
        check(new CheckTask(directory, inProcess), limits("1us", "10s", "1GiB"));
    assertThat(reason(blessing)).matches("not blessed: latency_p50 .*s \\(not at most 1us\\)");
    assertThat(outcomes(blessing)).contains("latency_p50 failed", "latency_p99 held");
  }

  @Test
  void run_slowestAnswersSlowerThanAsked_isNotBlessed() throws Exception {
    InfraBlessing blessing =
        check(new CheckTask(directory, inProcess), limits("10s", "2us", "1GiB"));
    assertThat(reason(blessing)).matches("not blessed: latency_p99 .*s \\(not at most 2us\\)");
  }

  @Test
  void run_moreMemoryThanAsked_isNotBlessed() throws Exception {
    InfraBlessing blessing =
        check(new CheckTask(directory, inProcess), limits("10s", "10s", "4.9MiB"));
    assertThat(reason(blessing))
        .isEqualTo("not blessed: memory 5MiB (not at most " + size("4.9MiB") + ")");
  }

  @Test
  void run_memoryThatNobodyKnows_keepsNoLimit() throws Exception {
    CheckTask task = new CheckTask(directory, new InProcessLauncher(0));
    assertThat(reason(check(task, limits("10s", "10s", "1GiB"))))
        .isEqualTo("not blessed: memory unknown: this system does not tell (not at most 1GiB)");
    assertThat(task.metrics).doesNotContainKey("serving_resident_mib");
  }

  @Test
  void run_severalLimitsBroken_areAllNamed() throws Exception {
    InfraBlessing blessing =
        check(new CheckTask(directory, inProcess), limits("1us", "2us", "1MiB"));
    assertThat(reason(blessing))
        .matches("not blessed: latency_p50 .*1us\\); latency_p99 .*2us\\); memory 5MiB .*1MiB\\)");
  }

  @Test
  void run_serverThatAnswersOtherwise_isNotBlessed() throws Exception {
    Path other = Bundles.writeOther(directory.resolve("other"));
    InfraBlessing blessing = check(serving(other), limits("10s", "10s", "1GiB"));
    assertThat(reason(blessing))
        .isEqualTo(
            "not blessed: predictions of sample row 0 differ (not bit for bit those of the bundle's"
                + " graph)");
    assertThat(outcomes(blessing))
        .contains("signature held", "predictions failed", "latency_p50 not_reached");
  }

  @Test
  void run_serverOfAnotherSignature_isNotBlessed() throws Exception {
    Path other = Bundles.writeOfAnotherOutput(directory.resolve("other"));
    InfraBlessing blessing = check(serving(other), limits("10s", "10s", "1GiB"));
    assertThat(reason(blessing))
        .isEqualTo(
            "not blessed: signature outputs 'delayed' (number) in place of 'late' (number)"
                + " (not as the bundle has it)");
    assertThat(outcomes(blessing)).contains("predictions not_reached");
  }

  @Test
  void run_serverThatDiesBeforeItIsReady_isNotBlessed() throws Exception {
    CheckTask task =
        new CheckTask(
            directory,
            (bundle, name, timeout) -> launcher.launch(bundle.resolve("no"), name, timeout));
    InfraBlessing blessing = check(task, limits("10s", "10s", "1GiB"));
    assertThat(reason(blessing)).contains("ready the server ended before it was ready", "no file");
    assertThat(outcomes(blessing))
        .containsExactly(
            "ready failed",
            "signature not_reached",
            "predictions not_reached",
            "latency_p50 not_reached",
            "latency_p90 not_reached",
            "latency_p99 not_reached",
            "memory not_reached");
  }

  @Test
  void run_serverThatDiesOnceItIsReady_isNotBlessed() throws Exception {
    CheckTask task =
        new CheckTask(
            directory,
            (bundle, name, timeout) -> {
              Server server = launcher.launch(bundle, name, timeout);
              ((ServerProcess) server).process().destroyForcibly().waitFor();
              return server;
            });
    assertThat(reason(check(task, limits("10s", "10s", "1GiB"))))
        .isEqualTo(
            "not blessed: signature the server died: exit code 137; it said nothing (not answered"
                + " within 60s)");
  }

  @Test
  void run_serverThatIsNeverReady_isNotBlessed() throws Exception {
    CheckTask task =
        new CheckTask(
            directory,
            (bundle, name, timeout) -> launcher.launch(bundle, name, Duration.ofMillis(1)));
    assertThat(reason(check(task, limits("10s", "10s", "1GiB"))))
        .contains("ready the server was not ready within 1ms")
        .endsWith("(not within 60s)");
  }

  @Test
  void launch_withLessTimeThanItTakes_saysSoAndEndsTheProcess() throws Exception {
    Path bundle = Bundles.write(directory.resolve("bundle"));
    assertThatThrownBy(() -> launcher.launch(bundle, "m", Duration.ofMillis(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not ready within 1ms");
    // Other tests have children of their own at the same time.
    assertThat(ProcessHandle.current().children())
        .noneMatch(child -> child.info().commandLine().orElse("").contains(bundle.toString()));
  }

  @Test
  void close_endsTheProcess() throws Exception {
    Path bundle = Bundles.write(directory.resolve("bundle"));
    Server server = launcher.launch(bundle, "m", MINUTE);
    Process process = ((ServerProcess) server).process();
    assertThat(process.isAlive()).isTrue();
    assertThat(server.residentBytes()).isBetween(10L << 20, 1L << 30);
    server.close();
    assertThat(process.isAlive()).isFalse();
    assertThat(process.exitValue()).isZero();
    assertThat(server.residentBytes()).isZero();
  }

  private InfraBlessing check(CheckTask task, Asked asked) throws Exception {
    Path bundle = Bundles.write(directory.resolve("bundle"));
    Model model = new Model(new Handle.Stored(Id.at(Instant.EPOCH), DIGEST, bundle, Map.of()));
    CheckServing.Inputs inputs =
        new CheckServing.Inputs(
            model,
            Value.of(MINUTE),
            Value.of(120),
            Value.of(asked.latency()),
            Value.of(asked.memory()));
    return new CheckServing().run(inputs, task).blessing();
  }

  private CheckTask serving(Path other) {
    return new CheckTask(
        directory, (bundle, name, timeout) -> inProcess.launch(other, name, timeout));
  }

  private static Asked limits(String p50, String p99, String memory) {
    return new Asked(
        new LatencyLimits(
            Optional.of(Latency.read(p50)), Optional.empty(), Optional.of(Latency.read(p99))),
        Optional.of(size(memory)));
  }

  private static ByteSize size(String text) {
    return Json.as(Json.tree(text), ByteSize.class);
  }

  private static List<String> outcomes(InfraBlessing blessing) throws IOException {
    return checks(blessing).stream()
        .map(
            check ->
                check.required("check").asString() + " " + check.required("outcome").asString())
        .toList();
  }

  private static List<JsonNode> checks(InfraBlessing blessing) throws IOException {
    JsonNode written = Json.parse(Files.readString(blessing.file("blessing.json")));
    List<JsonNode> checks = new ArrayList<>();
    written.required("checks").forEach(checks::add);
    return checks;
  }

  private static String reason(InfraBlessing blessing) {
    assertThat(blessing.properties()).containsEntry("blessed", Json.tree(false));
    return blessing.property("reason").orElseThrow().asString();
  }
}
