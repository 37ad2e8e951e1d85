package dev.millrace.engine.trigger;

import dev.millrace.core.run.RunState;
import dev.millrace.engine.trigger.Judgement.Hold;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What keeps a trigger from firing by its own options. */
final class Holds {

  /** A firing that was recorded so much later than it was for was not on time. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int ENOUGH = 1_000;

  private Holds() {}

  static Optional<Hold> of(TriggerSetup setup, ActiveTrigger trigger, Instant now) {
    return cooldown(setup, trigger, now).or(() -> crowd(setup, trigger));
  }

  private static Optional<Hold> crowd(TriggerSetup setup, ActiveTrigger trigger) {
    int most = trigger.spec().options().atMost();
    long going = going(setup.metadata(), trigger);
    return going < most
        ? Optional.empty()
        : Optional.of(
            new Hold(
                (going == 1 ? "a run of it goes on" : going + " runs of it go on")
                    + " (at_most: "
                    + most
                    + ")",
                Optional.empty(),
                true));
  }

  /** How many runs of a trigger go on, in whatever process. */
  private static long going(MetadataStore metadata, ActiveTrigger trigger) {
    RunFilter filter =
        RunFilter.any()
            .ofPipeline(trigger.pipeline().name())
            .startedBy(trigger.name())
            .in(Set.of(RunState.PENDING, RunState.RUNNING))
            .tagged(TriggeredRuns.ENVIRONMENT, trigger.activation().environment());
    return metadata.runs(new RunQuery(filter, Optional.empty(), ENOUGH)).stream()
        .filter(run -> metadata.lease(run.id()).isPresent())
        .count();
  }

  private static Optional<Hold> cooldown(TriggerSetup setup, ActiveTrigger trigger, Instant now) {
    Duration cooldown = trigger.spec().options().cooldown();
    return setup
        .triggers()
        .latestFiring(trigger.activation().id(), trigger.name())
        .map(firing -> start(firing).plus(cooldown))
        .filter(end -> end.isAfter(now))
        .map(end -> new Hold("it cools down until " + Figures.moment(end), Optional.of(end), true));
  }

  /**
   * A firing on time counts from the time it was for, so that a cooldown of an hour lets the next
   * hour's through; one that was caught up on counts from when that was.
   */
  private static Instant start(Firing firing) {
    return firing.recordedAt().isAfter(firing.eventTime().plus(LATE))
        ? firing.recordedAt()
        : firing.eventTime();
  }
}
