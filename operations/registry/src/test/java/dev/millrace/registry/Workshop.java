package dev.millrace.registry;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A home in which models have been made, for the registry to register. */
final class Workshop implements AutoCloseable {
  static final Instant NOON = Instant.parse("2001-02-26T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  final SqlMetadataStore metadata;
  final ArtifactStore artifacts;
  final ModelRegistry registry;
  final Id run;

  Workshop(Path directory) {
    this(directory, _ -> {});
  }

  Workshop(Path directory, BundleCheck check) {
    Home home = Home.open(directory);
    metadata = SqlMetadataStore.open(home, CLOCK, CLOCK);
    artifacts = LocalArtifactStore.open(home, CLOCK);
    registry = ModelRegistry.over(metadata, artifacts, check);
    run = metadata.createRun(newRun()).id();
  }

  /** A stored bundle, as a step of the run made it. */
  Model model(String content) throws IOException {
    return make(Model.TYPE, Map.of("model.onnx", content), Map.of());
  }

  <A extends Artifact> A make(
      ArtifactType<A> type, Map<String, String> files, Map<String, Object> properties)
      throws IOException {
    A staged = type.over(new Handle.Staged(artifacts.stage(run, "train"), new LinkedHashMap<>()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(staged.file(file.getKey()), file.getValue());
    }
    properties.forEach(staged::property);
    return record(type, artifacts.publish(type, staged));
  }

  /** Registers a bundle by hand, as of an instant. */
  VersionEntry register(String name, Model model, Instant asOf) throws IOException {
    Handle.Stored stored = Gate.stored(model);
    return registry.register(
        new Registration(
            name,
            stored.id(),
            stored.digest(),
            run,
            Optional.empty(),
            Map.of("reason", Json.tree("good enough")),
            asOf));
  }

  @Override
  public void close() {
    metadata.close();
  }

  private <A extends Artifact> A record(ArtifactType<A> type, ArtifactRow row) throws IOException {
    String step = "s" + UUID.randomUUID().toString().replace("-", "");
    Id other = metadata.createRun(newRun(step)).id();
    Token otherToken = metadata.acquireLease(other, "test", Duration.ofDays(1)).orElseThrow();
    metadata.moveTask(
        other, step, otherToken, TaskState.RUNNING, new TaskNote("", Optional.empty()));
    metadata.completeTask(
        other,
        step,
        otherToken,
        new Completion(
            Digest.of(step),
            Map.of(),
            Map.of(),
            Map.of("made", row),
            Map.of(),
            List.of(),
            "",
            true));
    return type.over(
        new Handle.Stored(row.id(), row.digest(), artifacts.open(row), row.properties()));
  }

  private static NewRun newRun(String... steps) {
    return new NewRun(
        "default",
        "default",
        "flights",
        Json.object(),
        Digest.of("spec"),
        Map.of(),
        List.of(steps),
        "ada",
        NOON,
        NOON,
        "demand",
        "asked for",
        Optional.empty(),
        "/",
        Map.of());
  }
}
