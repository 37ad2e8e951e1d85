package dev.millrace.engine.trigger;

import dev.millrace.core.api.TriggerReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.engine.lease.Watchman;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.TriggerStore.Activation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How active triggers stand, found out as a scheduler would, without doing anything. */
public final class Standings {

  private final TriggerSetup setup;
  private final Sources sources;

  public Standings(TriggerSetup setup) {
    this.setup = setup;
    this.sources = new Sources(setup.components(), setup.findings(), Monitoring.NONE);
  }

  /** Which process looks at an environment's triggers, if one does. */
  public Optional<String> watchedBy(String environment) {
    return Watchman.of(setup.triggers(), environment);
  }

  /** In the order of the pipeline's file. */
  public List<TriggerReport.Trigger> of(Activation activation) {
    Instant now = setup.clock().instant();
    return ActiveTrigger.of(activation).stream().map(trigger -> standing(trigger, now)).toList();
  }

  private TriggerReport.Trigger standing(ActiveTrigger trigger, Instant now) {
    Judgement judgement = judge(trigger, now);
    String words =
        switch (judgement) {
          case Judgement.Fire fire -> "due: " + fire.reason();
          case Judgement.Pass(String why, _) -> why;
          case Judgement.Wait(String why, _) -> why;
        };
    Optional<Instant> next =
        switch (judgement) {
          case Judgement.Fire _ -> Optional.of(now);
          case Judgement.Pass _ -> Optional.empty();
          case Judgement.Wait(_, Optional<Instant> again) -> again;
        };
    return new TriggerReport.Trigger(
        trigger.name(),
        trigger.spec().kind(),
        waitsFor(trigger.spec()),
        next,
        words,
        setup.triggers().latestFiring(trigger.activation().id(), trigger.name()).map(this::firing));
  }

  private Judgement judge(ActiveTrigger trigger, Instant now) {
    try {
      Sight sight =
          sources.look(
              trigger,
              now,
              setup.triggers().marks(trigger.activation().id(), trigger.key()),
              false);
      return Judgement.of(trigger.catchUp(), sight, () -> Holds.of(setup, trigger, now));
    } catch (UserError e) {
      return new Judgement.Wait("it cannot look: " + e.getMessage(), Optional.empty());
    } catch (IOException e) {
      return new Judgement.Wait("it cannot look: " + e, Optional.empty());
    }
  }

  private TriggerReport.Firing firing(Firing firing) {
    Optional<Run> run = setup.metadata().findRunByKey(firing.idempotencyKey());
    return new TriggerReport.Firing(
        firing.idempotencyKey(),
        firing.eventTime(),
        firing.recordedAt(),
        firing.reason(),
        run.map(Run::id),
        run.map(Run::state));
  }

  private static String waitsFor(TriggerSpec spec) {
    return switch (spec) {
      case TriggerSpec.Schedule schedule -> schedule.cron() + " in " + schedule.zone();
      case TriggerSpec.NewSpan newSpan -> "the next span of step '" + newSpan.step() + "'";
      case TriggerSpec.NewFiles newFiles -> "files that match " + newFiles.pattern();
      case TriggerSpec.Performance performance ->
          "%s outside %s–%s in %s"
              .formatted(
                  performance.metric(),
                  Figures.of(performance.outside().getFirst()),
                  Figures.of(performance.outside().getLast()),
                  performance.window());
      case TriggerSpec.Drift drift ->
          drift.effect().entrySet().stream()
                  .map(limit -> limit.getKey() + " from " + Figures.of(limit.getValue()))
                  .collect(Collectors.joining(" or "))
              + " in "
              + drift.window();
      case TriggerSpec.MovedData movedData ->
          "data that moved in pipeline '" + movedData.pipeline() + "'";
    };
  }
}
