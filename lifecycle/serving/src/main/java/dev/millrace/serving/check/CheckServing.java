package dev.millrace.serving.check;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.core.port.ServerLauncher.Server;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the real server with the bundle, asks it the bundle's sample rows, and blesses the bundle
 * if every answer is, bit for bit, what the bundle's own graph gives, within the limits. Times and
 * memory are recorded as metrics; the blessing itself holds only what is the same each time.
 */
@Named("check_serving")
@Doc("Serves the model in a process of its own and compares its answers, bit for bit.")
public final class CheckServing implements Component<CheckServing.Inputs, CheckServing.Outputs> {

  public record Inputs(
      @Doc("What to serve.") Model model,
      @Doc("How long the server may take to be ready, and each answer to come.") @Default("PT30S")
          Value<Duration> timeout,
      @Doc("The longest that 99 of 100 answers to one row may take.") @Default("PT0.5S")
          Value<Duration> maxLatency,
      @Doc("The most memory the server's process may hold, in MiB.")
          @Default("1024")
          @Range(min = 1)
          Value<Long> maxMemoryMib) {}

  public record Outputs(@Doc("Whether the model serves.") InfraBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException, InterruptedException {
    ModelBundle bundle = ModelBundle.open(inputs.model().directory());
    Optional<String> fault = fault(inputs, bundle, task);
    int samples = bundle.contents().samples().size();
    String reason =
        fault
            .map(what -> "not blessed: " + what)
            .orElse("blessed: " + samples + " sample rows answered as the bundle's graph does");
    task.log(reason);
    return new Outputs(blessing(inputs.model(), fault.isEmpty(), reason, samples, task));
  }

  private static Optional<String> fault(Inputs inputs, ModelBundle bundle, TaskContext task)
      throws InterruptedException {
    Duration timeout = inputs.timeout().get();
    long started = System.nanoTime();
    try (Server server =
        task.port(ServerLauncher.class)
            .launch(inputs.model().directory(), task.pipeline(), timeout)) {
      task.metric("serving_ready_seconds", secondsSince(started), 0);
      Trial trial = new Trial(server, bundle, task.pipeline(), timeout);
      Optional<String> wrong = trial.wrongAnswer();
      return wrong.isPresent() ? wrong : beyondLimits(inputs, trial.measure(), task);
    } catch (IOException e) {
      task.log(String.valueOf(e.getMessage()));
      return Optional.of("the server did not become ready; the step's log has its last lines");
    } catch (UserError e) {
      task.log(String.valueOf(e.getMessage()));
      return Optional.of("the server did not answer a sample row; the step's log says why");
    }
  }

  private static Optional<String> beyondLimits(
      Inputs inputs, Trial.Measured measured, TaskContext task) {
    double mib = measured.residentBytes() / (double) (1 << 20);
    task.metric("serving_p99_seconds", measured.p99().toNanos() / 1e9, 0);
    task.metric("serving_resident_mib", mib, 0);
    if (measured.p99().compareTo(inputs.maxLatency().get()) > 0) {
      return Optional.of("answers take longer than max_latency, " + inputs.maxLatency().get());
    }
    if (mib > inputs.maxMemoryMib().get()) {
      return Optional.of(
          "the server holds more than max_memory_mib, " + inputs.maxMemoryMib().get());
    }
    return Optional.empty();
  }

  private static InfraBlessing blessing(
      Model model, boolean blessed, String reason, int samples, TaskContext task)
      throws IOException {
    ObjectNode verdict = Json.object().put("blessed", blessed).put("reason", reason);
    verdict.put("samples", samples);
    InfraBlessing blessing = task.stage(InfraBlessing.TYPE);
    Files.writeString(blessing.file("blessing.json"), Json.pretty(verdict));
    blessing.property("blessed", blessed);
    blessing.property("reason", reason);
    if (model.handle() instanceof Handle.Stored stored) {
      blessing.property("model", stored.digest().hex());
    }
    return blessing;
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
