package dev.millrace.serving.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.serving.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** With the real server, in a process of its own where that matters. */
@Isolated("it counts the processes of this one")
class CheckServingTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Digest DIGEST = Digest.of("the bundle");

  @TempDir Path directory;
  private final ServerLauncher launcher = new ProcessServerLauncher();
  private final ServerLauncher inProcess = new InProcessLauncher(5L << 20);

  @Test
  void run_soundBundle_isBlessedAndMeasured() throws Exception {
    CheckTask task = new CheckTask(directory, launcher);
    InfraBlessing blessing = check(task, MINUTE, 1_024);
    assertThat(blessing.properties())
        .containsEntry("blessed", Json.tree(true))
        .containsEntry("model", Json.tree(DIGEST.hex()))
        .containsEntry(
            "reason", Json.tree("blessed: 2 sample rows answered as the bundle's graph does"));
    assertThat(Files.readString(blessing.file("blessing.json")))
        .isEqualTo(
            """
            {
              "blessed" : true,
              "reason" : "blessed: 2 sample rows answered as the bundle's graph does",
              "samples" : 2
            }
            """);
    assertThat(task.metrics)
        .containsOnlyKeys("serving_ready_seconds", "serving_p99_seconds", "serving_resident_mib");
    assertThat(task.metrics.values()).allMatch(value -> value > 0);
  }

  @Test
  void run_answersSlowerThanAsked_isNotBlessed() throws Exception {
    InfraBlessing blessing = check(new CheckTask(directory, inProcess), Duration.ofNanos(1), 1_024);
    assertThat(reason(blessing))
        .isEqualTo("not blessed: answers take longer than max_latency, PT0.000000001S");
  }

  @Test
  void run_moreMemoryThanAsked_isNotBlessed() throws Exception {
    InfraBlessing blessing = check(new CheckTask(directory, inProcess), MINUTE, 4);
    assertThat(reason(blessing))
        .isEqualTo("not blessed: the server holds more than max_memory_mib, 4");
  }

  @Test
  void run_serverThatAnswersOtherwise_isNotBlessed() throws Exception {
    Path other = Bundles.writeOther(directory.resolve("other"));
    CheckTask task =
        new CheckTask(directory, (bundle, name, timeout) -> inProcess.launch(other, name, timeout));
    assertThat(reason(check(task, MINUTE, 1_024)))
        .isEqualTo("not blessed: sample row 0 is answered with another prediction");
  }

  @Test
  void run_serverThatDoesNotStart_isNotBlessed() throws Exception {
    CheckTask task =
        new CheckTask(
            directory,
            (bundle, name, timeout) -> launcher.launch(bundle.resolve("no"), name, timeout));
    assertThat(reason(check(task, MINUTE, 1_024)))
        .isEqualTo(
            "not blessed: the server did not become ready; the step's log has its last lines");
    assertThat(task.log.getFirst()).contains("ended before it was ready", "has no file");
  }

  @Test
  void launch_withLessTimeThanItTakes_saysSoAndEndsTheProcess() throws Exception {
    Path bundle = Bundles.write(directory.resolve("bundle"));
    long before = ProcessHandle.current().children().count();
    assertThatThrownBy(() -> launcher.launch(bundle, "m", Duration.ofMillis(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not ready within PT0.001S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).count())
        .isEqualTo(before);
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

  private InfraBlessing check(CheckTask task, Duration maxLatency, long maxMemoryMib)
      throws Exception {
    Path bundle = Bundles.write(directory.resolve("bundle"));
    Model model = new Model(new Handle.Stored(Id.at(Instant.EPOCH), DIGEST, bundle, Map.of()));
    CheckServing.Inputs inputs =
        new CheckServing.Inputs(
            model, Value.of(MINUTE), Value.of(maxLatency), Value.of(maxMemoryMib));
    return new CheckServing().run(inputs, task).blessing();
  }

  private static String reason(InfraBlessing blessing) {
    assertThat(blessing.properties()).containsEntry("blessed", Json.tree(false));
    return blessing.property("reason").orElseThrow().asString();
  }
}
