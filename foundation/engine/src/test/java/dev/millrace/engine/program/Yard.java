package dev.millrace.engine.program;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.Components;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.value.Digest;
import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.bench.Machine;
import dev.millrace.engine.library.ComponentFolders;
import dev.millrace.engine.secret.HomeSecrets;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An engine on a real home, and a pipeline's directory with components beside it. */
public final class Yard implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2016-02-29T00:00:00Z");

  public final Path directory;
  public final MetadataStore metadata;
  public final Engine engine;
  public final ComponentFolders components;
  public final Programs programs;
  public final List<RunEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final ArtifactStore artifacts;
  private final TaskLogs logs;

  private Yard(Path place, Path directory, Map<String, String> environment) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Home home = Home.open(place.resolve("home"));
    this.directory = directory;
    this.metadata = SqlMetadataStore.open(home, clock, Clock.systemUTC());
    this.artifacts = LocalArtifactStore.open(home, clock);
    this.logs = TaskLogs.open(home);
    this.programs = Programs.open(home, environment);
    this.components = new ComponentFolders(() -> Components.of(List.of()), () -> programs);
    this.engine =
        Engine.of(
            new EngineSetup(
                    metadata,
                    artifacts,
                    logs,
                    components,
                    new Nothing(),
                    Map.of(),
                    clock,
                    Machine.of(2, 4L << 30))
                .withSecrets(new HomeSecrets(home.root(), environment))
                .withLeftovers(programs::endLeftovers));
  }

  /** With a pipeline's directory of its own, to be filled. */
  public static Yard open(Path place) throws IOException {
    return open(place, Map.of());
  }

  /** With variables in the environment of the process, besides those that it has. */
  public static Yard open(Path place, Map<String, String> more) throws IOException {
    Path directory = Files.createDirectories(place.resolve("pipeline"));
    Files.createDirectories(directory.resolve(ComponentFolders.NAME));
    return of(place, directory, more);
  }

  /** With a pipeline that is there already. */
  public static Yard of(Path place, Path directory, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(more);
    return new Yard(place, directory, environment);
  }

  /** Puts a program into a directory that stands in for a container engine and notes its calls. */
  public static Path fakeEngine(Path directory) throws IOException {
    Path engine = Files.createDirectories(directory).resolve("docker");
    try (InputStream fake =
        Objects.requireNonNull(Yard.class.getResourceAsStream("container-engine.py"))) {
      Files.copy(fake, engine);
    }
    Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
    return engine;
  }

  /** Writes a file beside the pipeline; one with a {@code #!} line can be executed. */
  public Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(text.startsWith("#!") ? "rwxr-xr-x" : "rw-r--r--"));
    return file;
  }

  public Outcome run() throws InterruptedException {
    return run(Map.of());
  }

  public Outcome run(Map<String, String> params) throws InterruptedException {
    return engine.run(request(params), heard::add);
  }

  public RunRequest request(Map<String, String> params) {
    PipelineFile file = PipelineFile.load(directory, components, Set.of());
    return RunRequest.of(file.spec(), file.directory(), "ada").with(params);
  }

  public static Task task(Outcome outcome, String step) {
    return outcome.tasks().stream()
        .filter(task -> task.step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** A value that a step has made. */
  public static JsonNode value(Outcome outcome, String step, String output) {
    return Optional.ofNullable(task(outcome, step).values().get(output)).orElseThrow();
  }

  /** A file of an artifact that a step has made. */
  public Path file(Outcome outcome, String step, String output, String name) throws IOException {
    return artifacts.open(artifact(outcome, step, output)).resolve(name);
  }

  public MetadataStore.ArtifactRow artifact(Outcome outcome, String step, String output) {
    return Optional.ofNullable(task(outcome, step).artifacts().get(output))
        .flatMap(metadata::findArtifact)
        .orElseThrow();
  }

  public List<String> log(Outcome outcome, String step) throws IOException {
    return logs.read(outcome.run().id(), step);
  }

  @Override
  public void close() {
    engine.close();
    metadata.close();
  }

  /** There is nothing to be found. */
  private static final class Nothing implements ArtifactResolver {
    @Override
    public Set<String> queries() {
      return Set.of();
    }

    @Override
    public <A extends Artifact> Optional<A> resolve(
        ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
      return Optional.empty();
    }
  }
}
