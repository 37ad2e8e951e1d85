package dev.millrace.app;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a run once found in the store, brought into a fresh home, where it is found by the id that
 * it had.
 */
final class RecordedInputs implements ArtifactResolver {

  private static final String QUERY = "recorded ";
  private static final String STEP = "found";
  private static final Duration LEASE = Duration.ofHours(1);

  private final Parts from;
  private final Parts to;
  private final Map<String, ArtifactRow> brought = new HashMap<>();

  private RecordedInputs(Parts from, Parts to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies artifacts.
   *
   * @param run that found them: what is brought is of its pipeline and time
   * @throws UserError if the files of one are gone or damaged
   */
  static RecordedInputs bring(List<Id> artifacts, Run run, Parts from, Parts to)
      throws IOException {
    RecordedInputs inputs = new RecordedInputs(from, to);
    for (Id artifact : artifacts) {
      inputs.bring(from.metadata().findArtifact(artifact).orElseThrow(), run);
    }
    return inputs;
  }

  /** By which an artifact is found, or nothing where nothing was. */
  static String query(Optional<Id> artifact) {
    return QUERY + artifact.map(Id::hex).orElse("none");
  }

  @Override
  public Set<String> queries() {
    return Set.of();
  }

  @Override
  public <A extends Artifact> Optional<A> resolve(
      ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
    return Optional.ofNullable(brought.get(query))
        .map(
            row -> {
              try {
                return type.over(
                    new Handle.Stored(
                        row.id(), row.digest(), to.artifacts().open(row), row.properties()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private void bring(ArtifactRow row, Run run) throws IOException {
    from.artifacts().verify(row);
    Id bringing = to.metadata().createRun(bringing(run)).id();
    Path staged = to.artifacts().stage(bringing, STEP);
    for (String name : from.artifacts().files(row)) {
      Path target = staged.resolve(name);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.write(target, Files.readAllBytes(from.artifacts().file(row, name)));
    }
    ArtifactType<?> type = type(row);
    ArtifactRow published =
        to.artifacts()
            .publish(
                type, type.over(new Handle.Staged(staged, new LinkedHashMap<>(row.properties()))));
    if (!published.digest().equals(row.digest())) {
      throw new IllegalStateException("a copy of artifact " + row.id() + " is not the same");
    }
    record(bringing, published);
    brought.put(query(Optional.of(row.id())), published);
  }

  private static ArtifactType<?> type(ArtifactRow row) {
    return ArtifactTypes.all().stream()
        .filter(type -> type.toString().equals(row.type()))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.failure(
                        "artifact %s is a %s, which this program does not know"
                            .formatted(row.id().brief(), row.type()))
                    .hint("put what defines that type on the class path"));
  }

  /** A run that did nothing but this, so that the artifact has a place and a time. */
  private static NewRun bringing(Run run) {
    return new NewRun(
        run.project(),
        run.experiment(),
        run.pipeline(),
        Json.object(),
        Digest.of(STEP),
        Map.of(),
        List.of(STEP),
        run.actor(),
        run.asOf(),
        run.recordedAt(),
        "demand",
        "brings what run " + run.id().brief() + " found in the store",
        Optional.empty(),
        run.directory(),
        Map.of());
  }

  private void record(Id run, ArtifactRow row) {
    Token token = to.metadata().acquireLease(run, "reproduce", LEASE).orElseThrow();
    to.metadata().moveRun(run, token, RunState.RUNNING, "");
    to.metadata().moveTask(run, STEP, token, TaskState.RUNNING, new TaskNote("", Optional.empty()));
    to.metadata()
        .completeTask(
            run,
            STEP,
            token,
            new Completion(
                Digest.of(row.id().hex()),
                Map.of(),
                Map.of(),
                Map.of(STEP, row),
                Map.of(),
                List.of(),
                "",
                false));
    to.metadata().moveRun(run, token, RunState.SUCCEEDED, "");
    to.metadata().releaseLease(run, token);
  }
}
