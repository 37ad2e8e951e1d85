package dev.millrace.app;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.api.UpListener;
import dev.millrace.core.api.UpOrder;
import dev.millrace.engine.lease.Watchman;
import dev.millrace.engine.trigger.Monitoring;
import dev.millrace.engine.trigger.Scheduler;
import dev.millrace.monitoring.Window;
import dev.millrace.monitoring.WindowMonitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds an environment up: looks at its triggers, runs what they start, serves what is deployed,
 * examines its traffic. One thread looks, and sleeps until there is something to see; another takes
 * up what is deployed meanwhile.
 */
final class Up {

  /** A look costs little, but is not for free. */
  private static final Duration LEAST = Duration.ofMillis(100);

  private final Parts parts;
  private final Clock clock;
  private final UpListener listener;

  Up(Parts parts, Clock clock, UpListener listener) {
    this.parts = parts;
    this.clock = clock;
    this.listener = new OneAtATime(listener);
  }

  private record OneAtATime(UpListener to) implements UpListener {
    @Override
    public synchronized void on(UpEvent event) {
      to.on(event);
    }
  }

  /**
   * Until the thread is interrupted, or once. Runs that go on when it is interrupted are left as
   * they are, for the next to resume.
   */
  void hold(UpOrder order) throws InterruptedException {
    Scheduler.Order scheduling = new Scheduler.Order(order.environment(), order.runs());
    try (Scheduler scheduler =
        Scheduler.begin(parts.triggerSetup(), parts.engine(), monitoring(), scheduling, listener)) {
      if (order.once()) {
        once(scheduler);
      } else {
        stay(scheduler, order);
      }
    }
  }

  /** All of it as of one moment, so that it ends. */
  private void once(Scheduler scheduler) throws InterruptedException {
    Instant now = clock.instant();
    while (scheduler.look(now).acted()) {
      scheduler.awaitAll();
    }
    scheduler.awaitAll();
  }

  private void stay(Scheduler scheduler, UpOrder order) throws InterruptedException {
    try (RunningServer server =
        parts.serve(order.port(), order.environment(), text -> trouble("serving", text))) {
      ServingThread serving = new ServingThread(server, listener);
      listener.on(
          new UpEvent.Began(
              order.environment(),
              Optional.of(server.address()),
              (int)
                  parts.triggerSetup().triggers().activations().stream()
                      .filter(active -> active.environment().equals(order.environment()))
                      .count()));
      try (serving) {
        while (true) {
          serving.check();
          scheduler.awaitEnd(rest(scheduler.look(clock.instant()).again(), order.poll()));
        }
      }
    }
  }

  /** Until there can be something new; not so long that the watch or a new file is missed. */
  private Duration rest(Optional<Instant> again, Duration poll) {
    Duration known = again.map(moment -> Duration.between(clock.instant(), moment)).orElse(poll);
    Duration rest = Stream.of(known, poll, Watchman.PACE).min(Duration::compareTo).orElse(poll);
    return rest.compareTo(LEAST) < 0 ? LEAST : rest;
  }

  private Monitoring monitoring() {
    WindowMonitor monitor = parts.monitor();
    return (model, from, to) ->
        monitor
            .examine(new Window(model, from, to, to))
            .ifPresent(
                found ->
                    listener.on(
                        new UpEvent.Found(model, from, to, found.predictions(), found.labels())));
  }

  private void trouble(String about, String message) {
    listener.on(new UpEvent.Trouble(about, message, Optional.empty()));
  }
}
