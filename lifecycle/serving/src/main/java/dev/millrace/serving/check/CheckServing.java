package dev.millrace.serving.check;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.serving.check.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the real server with the bundle in a process of its own, and blesses the bundle if the
 * server says of the model what the bundle says, answers each sample row bit for bit as the
 * bundle's own graph does, and keeps the limits. The blessing lists each check with what was found.
 */
@Named("check_serving")
@Doc("Serves the model in a process of its own, compares its answers, and holds it to limits.")
@Example(
    """
    check_serving:
      uses: check_serving
      with:
        latency: { p50: 2ms, p99: 20ms }
        memory: 512MiB
    """)
public final class CheckServing implements Component<CheckServing.Inputs, CheckServing.Outputs> {

  public record Inputs(
      @Doc("What to serve") Model model,
      @Doc("How long the server may take to be ready, and each answer to come") @Default("PT30S")
          Value<Duration> timeout,
      @Default("200")
          @Range(min = 1, max = 1_000_000)
          @Doc("How many requests of one row are timed")
          Value<Integer> requests,
      @Default("{}") @Doc("How long answers may take: { p50: 2ms, p99: 20ms }")
          Value<LatencyLimits> latency,
      @Doc("What the server's process may hold after the requests, such as 512MiB")
          Value<Optional<ByteSize>> memory) {}

  public record Outputs(@Doc("Whether the model serves") InfraBlessing blessing) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException, InterruptedException {
    ModelBundle bundle = ModelBundle.open(inputs.model().directory());
    Duration timeout = inputs.timeout().get();
    ServerLauncher launcher = task.port(ServerLauncher.class);
    Asked asked = new Asked(inputs.latency().get(), inputs.memory().get());
    List<Verdict> verdicts =
        new Inspection(asked, timeout, task)
            .inspect(
                () -> launcher.launch(inputs.model().directory(), task.pipeline(), timeout),
                new Trial(bundle, task.pipeline()),
                inputs.requests().get());
    return new Outputs(blessing(inputs, verdicts, task));
  }

  private static InfraBlessing blessing(Inputs inputs, List<Verdict> verdicts, TaskContext task)
      throws IOException {
    boolean blessed = verdicts.stream().noneMatch(verdict -> verdict.is(Outcome.FAILED));
    String reason = Inspection.reason(verdicts);
    task.log(reason);
    ObjectNode written = Json.object().put("blessed", blessed).put("reason", reason);
    written.put("requests", inputs.requests().get().intValue());
    written.set("checks", Json.tree(verdicts));
    InfraBlessing blessing = task.stage(InfraBlessing.TYPE);
    Files.writeString(blessing.file("blessing.json"), Json.pretty(written));
    blessing.property("blessed", blessed);
    blessing.property("reason", reason);
    if (inputs.model().handle() instanceof Handle.Stored stored) {
      blessing.property("model", stored.digest().hex());
    }
    return blessing;
  }
}
