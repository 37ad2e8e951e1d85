package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Completion;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.TaskNote;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites that every metadata store passes have in common: a new store for each test. */
abstract class StoreContract {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final TaskNote NOTE = new TaskNote("", Optional.empty());

  final MovableClock clock = new MovableClock(Samples.NOON);
  final MovableClock machine = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
  MetadataStore store;

  /** A new empty store. */
  abstract MetadataStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  final Token acquire(Id run) {
    return store.acquireLease(run, "a", MINUTE).orElseThrow();
  }

  final void complete(Id run, Token token, String step, Completion completion) {
    store.startTask(run, step, token, NOTE, clock.instant());
    store.completeTask(run, step, token, completion);
  }

  /** A step that made one artifact. */
  final ArtifactRow made(Id run, String step, ArtifactRow artifact, Id... inputs) {
    Completion completion =
        new Completion(
            Digest.of(artifact.id().hex()),
            Map.of(),
            inputs.length == 0 ? Map.of() : Map.of("in", List.of(inputs)),
            Map.of("out", artifact),
            Map.of(),
            List.of(),
            "done",
            true);
    complete(run, acquire(run), step, completion);
    return artifact;
  }

  static void assertLost(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(LeaseLost.class);
  }
}
