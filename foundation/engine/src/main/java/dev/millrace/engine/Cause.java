package dev.millrace.engine;

import dev.millrace.store.MetadataStore.Firing;
import java.util.Optional;

/**
 * Why a run is started, and by whom.
 *
 * @param trigger {@code demand}, or a trigger of the pipeline
 * @param reason in words, with figures; empty for a run on demand
 * @param idempotencyKey there is at most one run of a key
 */
public record Cause(String actor, String trigger, String reason, Optional<String> idempotencyKey) {

  /** Somebody asked. */
  public static Cause demand(String actor) {
    return new Cause(actor, "demand", "", Optional.empty());
  }

  /** A trigger fired; however often its firing is noticed, it is one run. */
  public static Cause of(Firing firing, String actor) {
    return new Cause(
        actor, firing.trigger(), firing.reason(), Optional.of(firing.idempotencyKey()));
  }
}
