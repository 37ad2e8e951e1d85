package dev.millrace.engine.trigger;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.api.UpListener;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Engine;
import dev.millrace.engine.lease.Holder;
import dev.millrace.engine.lease.Watchman;
import dev.millrace.engine.trigger.Judgement.Hold;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.TriggerStore.Mark;
import dev.millrace.store.TriggerStore.Watch;
import dev.millrace.store.TriggerStore.WatchLost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the active triggers of an environment, and starts the runs of those that fire.
 *
 * <p>There is exactly one run for each firing, whatever dies when:
 *
 * <ul>
 *   <li>A firing is recorded together with the marks of what it is for, in one transaction. Before
 *       it, the next look sees the same again; after it, nobody sees it again.
 *   <li>The run is made under the firing's key, of which the store keeps one. A firing that is not
 *       known to have its run is looked at first: its run is made, or found.
 *   <li>Only who has the watch over the environment may record either, by a token that the store
 *       checks; a process that was paused and overtaken writes nothing more.
 *   <li>A run that was interrupted is resumed when the next scheduler begins.
 * </ul>
 *
 * <p>Nothing here waits: what cannot be done now is seen again at the next look, since it has not
 * been marked. One thread at a time may look.
 */
public final class Scheduler implements AutoCloseable {

  private final TriggerSetup setup;
  private final Sources sources;
  private final Watchman watchman;
  private final String environment;
  private final UpListener listener;
  private final TriggeredRuns runs;
  private final Instant begun;
  private final Deque<Run> interrupted;
  private final Set<String> known = new HashSet<>();
  private final Map<String, String> troubles = new HashMap<>();

  /**
   * @param environment whose triggers are looked at
   * @param runs so many may go on at once
   */
  public record Order(String environment, int runs) {
    public Order {
      Activator.checkEnvironment(environment);
      if (runs < 1) {
        throw UserError.usage("at most " + runs + " runs at once is none")
            .hint("ask for at least one");
      }
    }
  }

  /**
   * What came of a look.
   *
   * @param acted true if anything fired, was passed over, or began to run
   * @param again when there can be something new, if that is known beforehand
   */
  public record Looked(boolean acted, Optional<Instant> again) {

    private Looked and(Looked other) {
      Optional<Instant> earlier =
          again.isPresent() && other.again.isPresent()
              ? again.filter(mine -> mine.isBefore(other.again.get())).or(() -> other.again)
              : again.or(() -> other.again);
      return new Looked(acted || other.acted, earlier);
    }
  }

  private static final Looked NOTHING = new Looked(false, Optional.empty());
  private static final Looked ACTED = new Looked(true, Optional.empty());

  private Scheduler(
      TriggerSetup setup, Sources sources, String environment, TriggeredRuns runs, Watchman watch) {
    this.setup = setup;
    this.sources = sources;
    this.environment = environment;
    this.listener = runs.listener();
    this.runs = runs;
    this.watchman = watch;
    this.begun = setup.clock().instant();
    this.interrupted = new ArrayDeque<>(runs.interrupted());
  }

  /**
   * Takes the watch over an environment.
   *
   * @throws UserError naming who has it
   */
  public static Scheduler begin(
      TriggerSetup setup, Engine engine, Monitoring monitoring, Order order, UpListener listener) {
    Holder self = Holder.here(setup.clock().instant());
    Watchman watchman = Watchman.take(setup.triggers(), order.environment(), self);
    Sources sources =
        new Sources(
            setup.components(), setup.findings(), new ExaminedOnce(monitoring, setup.findings()));
    TriggeredRuns runs = new TriggeredRuns(engine, listener, order.runs());
    return new Scheduler(setup, sources, order.environment(), runs, watchman);
  }

  /** Looks at every trigger once, as of a moment, and does what there is to do. */
  public Looked look(Instant now) {
    runs.check();
    try {
      guarded("environment " + environment, watchman::renew);
      Looked looked = goOn();
      for (Activation activation : setup.triggers().activations()) {
        if (activation.environment().equals(environment)) {
          looked = looked.and(look(activation, now));
        }
      }
      return looked;
    } catch (WatchLost lost) {
      throw UserError.failure(
              "another process has taken over the triggers of environment '" + environment + "'")
          .hint("this one was paused for too long; end it, and leave them to the other")
          .causedBy(lost);
    }
  }

  /** Waits until a run ends, at most for so long. */
  public void awaitEnd(Duration atMost) throws InterruptedException {
    runs.awaitEnd(atMost);
  }

  /** Waits until no run goes on. */
  public void awaitAll() throws InterruptedException {
    runs.awaitAll();
  }

  /** Leaves what goes on to whoever looks next, and gives the watch back. */
  @Override
  public void close() {
    runs.leave();
    watchman.close();
  }

  /**
   * Interrupted runs go on as there is room for them: all there were at first, and those of this
   * environment that turn out later to be nobody's, as leases of lost machines run out.
   */
  private Looked goOn() {
    boolean acted = false;
    if (interrupted.isEmpty()) {
      runs.interrupted().stream()
          .filter(run -> environment.equals(run.tags().get(TriggeredRuns.ENVIRONMENT)))
          .forEach(interrupted::add);
    }
    while (!interrupted.isEmpty() && runs.haveRoom()) {
      Run run = interrupted.remove();
      acted |= guarded("run " + run.id().brief(), () -> runs.resume(run));
    }
    return new Looked(acted, Optional.empty());
  }

  /** Firings that have no run yet come first; until they have, their triggers do not fire again. */
  private Looked look(Activation activation, Instant now) {
    List<ActiveTrigger> triggers = ActiveTrigger.of(activation);
    Set<String> waiting = new HashSet<>();
    Looked looked = NOTHING;
    for (Firing firing : setup.triggers().unsettled(activation.id())) {
      boolean settled =
          triggers.stream()
              .filter(trigger -> trigger.name().equals(firing.trigger()))
              .findFirst()
              .filter(trigger -> settle(trigger, firing))
              .isPresent();
      looked = looked.and(new Looked(settled, Optional.empty()));
      if (!settled) {
        waiting.add(firing.trigger());
      }
    }
    for (ActiveTrigger trigger : triggers) {
      if (!waiting.contains(trigger.name())) {
        looked = looked.and(look(trigger, now));
      }
    }
    return looked;
  }

  /** A firing gets its run, or is found to have it; false if there is no room for it now. */
  private boolean settle(ActiveTrigger trigger, Firing firing) {
    Optional<Run> run = setup.metadata().findRunByKey(firing.idempotencyKey());
    if (run.filter(this::isLookedAfter).isPresent()) {
      setup.triggers().settle(watch(), firing);
      return true;
    }
    return runs.haveRoom() && guarded(trigger.words(), () -> run(trigger, firing));
  }

  private boolean isLookedAfter(Run run) {
    Id id = run.id();
    return run.state().ended()
        || setup.metadata().lease(id).isPresent()
        || interrupted.stream().anyMatch(other -> other.id().equals(id));
  }

  private void run(ActiveTrigger trigger, Firing firing) {
    runs.start(trigger, firing);
    setup.triggers().settle(watch(), firing);
  }

  /** A trigger that catches up on all that it missed fires for one after the other. */
  private Looked look(ActiveTrigger trigger, Instant now) {
    Looked all = NOTHING;
    Looked last;
    do {
      last = guarded(trigger.words(), () -> act(trigger, judge(trigger, now), now), NOTHING);
      all = new Looked(all.acted() || last.acted(), last.again());
    } while (last.acted());
    return all;
  }

  private Judgement judge(ActiveTrigger trigger, Instant now) {
    String id = trigger.activation().id() + "/" + trigger.key();
    Map<String, Instant> dealt = setup.triggers().marks(trigger.activation().id(), trigger.key());
    boolean first = !known.contains(id) && trigger.activation().recordedAt().isBefore(begun);
    try {
      Sight sight = sources.look(trigger, now, dealt, first);
      known.add(id);
      return Judgement.of(trigger.catchUp(), sight, () -> hold(trigger, now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Hold> hold(ActiveTrigger trigger, Instant now) {
    return Holds.of(setup, trigger, now)
        .or(() -> runs.haveRoom() ? Optional.empty() : Optional.of(Hold.NO_ROOM));
  }

  private Looked act(ActiveTrigger trigger, Judgement judgement, Instant now) {
    return switch (judgement) {
      case Judgement.Wait(_, Optional<Instant> again) -> new Looked(false, again);
      case Judgement.Pass(String why, List<Mark> marks) -> {
        pass(trigger, why, marks);
        yield ACTED;
      }
      case Judgement.Fire fire -> {
        fire(trigger, fire, now);
        yield ACTED;
      }
    };
  }

  private void pass(ActiveTrigger trigger, String why, List<Mark> marks) {
    setup.triggers().pass(watch(), trigger.pipeline().name(), trigger.dealt(marks), why);
    listener.on(new UpEvent.Passed(trigger.pipeline().name(), trigger.name(), why));
  }

  private void fire(ActiveTrigger trigger, Judgement.Fire fire, Instant now) {
    Firing firing = trigger.firing(fire.occurrence(), now, fire.reason());
    if (!setup.triggers().fire(watch(), firing, trigger.dealt(fire.marks()))) {
      pass(trigger, "it was deactivated, or has fired for this before", fire.marks());
      return;
    }
    listener.on(
        new UpEvent.Fired(
            firing.pipeline(),
            firing.trigger(),
            firing.idempotencyKey(),
            firing.eventTime(),
            firing.reason()));
    run(trigger, firing);
  }

  private Watch watch() {
    return watchman.watch();
  }

  private boolean guarded(String about, Runnable work) {
    return guarded(
        about,
        () -> {
          work.run();
          return true;
        },
        false);
  }

  /** What a person can mend is told, once, and keeps nothing else from going on. */
  private <T> T guarded(String about, Supplier<T> work, T otherwise) {
    try {
      T done = work.get();
      troubles.remove(about);
      return done;
    } catch (UserError e) {
      trouble(about, String.valueOf(e.getMessage()), e.hint());
    } catch (UncheckedIOException e) {
      trouble(about, String.valueOf(e.getCause()), Optional.empty());
    }
    return otherwise;
  }

  private void trouble(String about, String message, Optional<String> hint) {
    if (!message.equals(troubles.put(about, message))) {
      listener.on(new UpEvent.Trouble(about, message, hint));
    }
  }
}
