package dev.millrace.engine.trigger;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.UpEvent;
import dev.millrace.core.api.UpListener;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Cause;
import dev.millrace.engine.Engine;
import dev.millrace.engine.Filing;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.RunningRun;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs that a scheduler has started and that go on, at most so many at once. */
final class TriggeredRuns {

  /** The tags by which a run tells which environment and which firing it is of. */
  static final String ENVIRONMENT = "environment";

  static final String FIRING = "firing";

  private final Engine engine;
  private final UpListener listener;
  private final int most;
  private final Map<Id, RunningRun> live = new HashMap<>();
  private Optional<RuntimeException> broken = Optional.empty();
  private boolean leaving;

  TriggeredRuns(Engine engine, UpListener listener, int most) {
    this.engine = engine;
    this.listener = listener;
    this.most = most;
  }

  /** True if another run may be started. */
  synchronized boolean haveRoom() {
    return live.size() < most;
  }

  UpListener listener() {
    return listener;
  }

  /** Runs that nobody goes on with. */
  List<Run> interrupted() {
    return engine.interrupted();
  }

  /**
   * Starts the run of a firing.
   *
   * @throws UserError if it cannot be started
   */
  void start(ActiveTrigger trigger, Firing firing) {
    String actor = trigger.activation().actor();
    Map<String, String> tags =
        Map.of(ENVIRONMENT, trigger.activation().environment(), FIRING, firing.idempotencyKey());
    RunRequest request =
        RunRequest.of(trigger.pipeline(), trigger.directory(), actor)
            .with(trigger.given())
            .asOf(firing.eventTime())
            .because(Cause.of(firing, actor))
            .filedUnder(
                new Filing(Filing.DEFAULT.project(), Filing.DEFAULT.experiment(), tags)
                    .from(Path.of(trigger.activation().file())));
    follow(engine.start(request, RunListener.silent()), trigger.pipeline().name(), trigger.name());
  }

  /**
   * Goes on with an interrupted run.
   *
   * @throws UserError if it cannot go on
   */
  void resume(Run run) {
    follow(engine.resume(run.id(), RunListener.silent()), run.pipeline(), run.trigger());
  }

  private void follow(RunningRun run, String pipeline, String trigger) {
    synchronized (this) {
      live.put(run.id(), run);
    }
    listener.on(new UpEvent.RunBegan(run.id(), pipeline, trigger, run.resumed()));
    Thread.ofVirtual().name("follow " + run.id().brief()).start(() -> await(run, pipeline));
  }

  private void await(RunningRun run, String pipeline) {
    try {
      Outcome outcome = run.await();
      listener.on(
          new UpEvent.RunEnded(
              run.id(), pipeline, outcome.state(), outcome.reason(), took(outcome.run())));
    } catch (UserError e) {
      listener.on(
          isLeaving()
              ? new UpEvent.RunLeft(run.id(), pipeline)
              : new UpEvent.Trouble(
                  "run " + run.id().brief(), String.valueOf(e.getMessage()), e.hint()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      breakOff(e);
    } finally {
      ended(run.id());
    }
  }

  private static Duration took(Run run) {
    return run.started()
        .flatMap(start -> run.ended().map(end -> Duration.between(start, end)))
        .orElse(Duration.ZERO);
  }

  private synchronized void breakOff(RuntimeException bug) {
    broken = Optional.of(broken.orElse(bug));
  }

  private synchronized void ended(Id run) {
    live.remove(run);
    notifyAll();
  }

  private synchronized boolean isLeaving() {
    return leaving;
  }

  /** Throws what went wrong in a thread of its own, if anything did that nobody can mend. */
  synchronized void check() {
    if (broken.isPresent()) {
      throw broken.get();
    }
  }

  /** Waits until a run ends, at most for so long, also if none goes on. */
  synchronized void awaitEnd(Duration atMost) throws InterruptedException {
    int before = live.size();
    long end = System.nanoTime() + atMost.toNanos();
    while (live.size() >= before) {
      long rest = (end - System.nanoTime()) / 1_000_000;
      if (rest <= 0) {
        return;
      }
      wait(rest);
    }
  }

  /** Waits until none goes on. */
  synchronized void awaitAll() throws InterruptedException {
    while (!live.isEmpty()) {
      wait();
    }
  }

  /** Stops all that go on, to be resumed. */
  void leave() {
    synchronized (this) {
      leaving = true;
    }
    engine.leave();
    boolean interrupted = Thread.interrupted();
    try {
      awaitAll();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
