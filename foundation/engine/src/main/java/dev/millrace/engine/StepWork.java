package dev.millrace.engine;

import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.secret.TaskEnvironment;
import dev.millrace.engine.time.Timer;
import dev.millrace.store.MetadataStore.LeaseLost;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One task of one run, on a thread of its own, from the moment that all it needs is there: as many
 * attempts as its policy allows, until one does not fail.
 */
final class StepWork {

  /** How long a task that is to end early is waited for before it is left behind. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RunContext context;
  private final Assignment assignment;
  private final Watcher watcher;
  private final StepRecord record;
  private final StepLog log;
  private final Thread thread;
  private @Nullable Attempt current;
  private boolean canceled;

  /** Who hears what becomes of a task; called from other threads. */
  interface Watcher {

    void ended(String path, StepEnd end, Duration took);

    /** It was to end early, and has not. */
    void overdue(String path);
  }

  StepWork(RunContext context, Assignment assignment, Watcher watcher) {
    this.context = context;
    this.assignment = assignment;
    this.watcher = watcher;
    this.record = new StepRecord(context, path());
    this.log = new StepLog(context.setup().logs(), context.id(), path(), context.listener());
    this.thread = Thread.ofVirtual().name("step " + path()).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Asks the task to end early. */
  synchronized void cancel() {
    canceled = true;
    hurry();
  }

  /** Asks an attempt to end, if it has not. */
  synchronized void timeOut(Attempt attempt) {
    if (current == attempt) {
      attempt.timeOut();
      hurry();
    }
  }

  /**
   * Gives up waiting for a task that was to end early and does not: whatever it still does is not
   * recorded.
   *
   * @return how it ended, to be recorded; empty if that is happening at this moment, and will be
   *     told
   */
  synchronized Optional<StepEnd> leaveBehind() {
    if (canceled) {
      return record.leaveBehind() ? Optional.of(canceled()) : Optional.empty();
    }
    return Optional.ofNullable(current)
        .flatMap(Attempt::overtime)
        .filter(_ -> record.leaveBehind())
        .map(why -> new StepEnd.Failed(why + ", and did not end"));
  }

  private void hurry() {
    if (current != null) {
      current.cancel();
    }
    thread.interrupt();
    var _ = context.setup().timer().after(GRACE, () -> watcher.overdue(path()));
  }

  private void work() {
    long start = System.nanoTime();
    StepEnd end;
    try (log) {
      end = perform();
    } catch (RuntimeException e) {
      end = new StepEnd.Broken(e);
    }
    watcher.ended(path(), end, Duration.ofNanos(System.nanoTime() - start));
  }

  private StepEnd perform() {
    TaskEnvironment environment;
    try {
      environment = TaskEnvironment.of(assignment.spec().policy(), context.setup().secrets());
    } catch (UserError e) {
      return record.fail(log.tell(e));
    }
    log.hide(environment.mask());
    Retry retry = assignment.spec().policy().retry();
    for (int number = 1; ; number++) {
      try (Attempt attempt = new Attempt(context, assignment, environment, record, log)) {
        StepEnd end = run(attempt, number);
        if (!(end instanceof StepEnd.Failed(String why))) {
          return end;
        }
        if (number > retry.times()) {
          String times = number == 1 ? "" : "attempt %d of %d: ".formatted(number, number);
          return attempt.endBadly(TaskState.FAILED, new StepEnd.Failed(times + why));
        }
        log.log("attempt %d failed: %s".formatted(number, why));
      }
      if (!patient(retry.before(number), number + 1)) {
        return canceled();
      }
    }
  }

  /** Runs an attempt; a failure is not recorded yet. */
  private StepEnd run(Attempt attempt, int number) {
    if (!begin(attempt)) {
      return canceled();
    }
    try {
      return attempt.perform(number, () -> timeOut(attempt));
    } catch (LeaseLost lost) {
      throw lost;
    } catch (GateRefused refusal) {
      return attempt.endBadly(
          TaskState.REFUSED,
          new StepEnd.Refused(log.masked(StepLog.hinted(refusal.reason(), refusal.hint()))));
    } catch (Throwable thrown) {
      if (isCanceled()) {
        return canceled();
      }
      return new StepEnd.Failed(attempt.overtime().orElseGet(() -> log.tell(thrown)));
    } finally {
      finish(attempt);
    }
  }

  private synchronized boolean begin(Attempt attempt) {
    current = attempt;
    return !canceled;
  }

  /** An interruption for the attempt's sake is not one for what comes next. */
  private synchronized void finish(Attempt attempt) {
    current = null;
    if (attempt.overtime().isPresent() && !canceled) {
      Thread.interrupted();
    }
  }

  private synchronized boolean isCanceled() {
    return canceled || record.isLeftBehind();
  }

  /**
   * Waits before a new attempt.
   *
   * @return false if the task is to end instead
   */
  private boolean patient(Duration delay, int next) {
    log.progress(0, "attempt %d begins in %s".formatted(next, delay));
    CountDownLatch over = new CountDownLatch(1);
    Timer.Alarm alarm = context.setup().timer().after(delay, over::countDown);
    try {
      over.await();
      return true;
    } catch (InterruptedException e) {
      alarm.cancel();
      return false;
    }
  }

  private static StepEnd canceled() {
    return new StepEnd.Canceled("the run was canceled");
  }

  private String path() {
    return assignment.path();
  }
}
