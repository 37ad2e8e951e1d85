package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.gc.Collector;
import dev.millrace.store.gc.Plan;
import dev.millrace.store.gc.Policy;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with files, and a collector of it. */
abstract class CollectingContract extends StoreContract {
  static final Policy NOTHING = new Policy(0, Duration.ZERO, false, false);

  @TempDir Path homes;
  Home home;
  LocalArtifactStore artifacts;
  RegistryRows registry;
  Collector collector;

  @BeforeEach
  void openHome() {
    home = Home.open(homes.resolve("of-files"));
    artifacts = LocalArtifactStore.open(home, clock);
    registry = new RegistryRows((SqlMetadataStore) store);
    collector = Collector.of(home, (SqlMetadataStore) store, clock, machine);
    // Files are stamped by the real time.
    machine.advance(Duration.between(machine.instant(), Clock.systemUTC().instant()));
  }

  final Id run(String pipeline) {
    return store.createRun(Samples.run(pipeline)).id();
  }

  final Id ended(Id run) {
    Token token = acquire(run);
    store.moveRun(run, token, RunState.CANCELED, "");
    store.releaseLease(run, token);
    return run;
  }

  final ArtifactRow published(Id run, String step, String content, Id... inputs)
      throws IOException {
    boolean held = store.lease(run).isPresent();
    ArtifactRow row =
        made(run, step, artifacts.publish(Examples.TYPE, staged(run, content)), inputs);
    if (!held) {
      store.releaseLease(run, acquire(run));
    }
    return row;
  }

  final Examples staged(Id run, String content) throws IOException {
    Path directory = artifacts.stage(run, "ingest");
    Files.writeString(directory.resolve("rows"), content);
    return new Examples(new Handle.Staged(directory, new LinkedHashMap<>()));
  }

  /** As if all of it had been published an hour ago. */
  final void age() throws IOException {
    FileTime then = FileTime.from(machine.instant().minus(Duration.ofHours(1)));
    try (Stream<Path> paths = Files.walk(home.artifacts(), 2)) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, then);
      }
    }
  }

  final void assertSound(ArtifactRow row) throws IOException {
    artifacts.verify(row);
    assertThat(store.findArtifact(row.id())).contains(row);
  }

  final void assertGone(ArtifactRow row) {
    assertThatThrownBy(() -> artifacts.open(row)).isInstanceOf(UserError.class);
  }

  static Digest key(ArtifactRow row) {
    return Digest.of(row.id().hex());
  }

  static List<Digest> digests(Plan plan) {
    return plan.removals().stream().map(Plan.Removal::digest).toList();
  }
}
