package dev.millrace.engine;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.MetadataStore.TaskNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One run: starts each step when all it needs has ended, and decides what becomes of the run. One
 * thread owns all of its state; steps on their own threads, and whoever cancels, send it signals.
 */
final class RunLoop {

  /** How long a run that is to end early waits for its tasks before it leaves them behind. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RunContext context;
  private final Frontier frontier;
  private final Map<String, StepResult> made = new HashMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final Map<String, StepWork> working = new LinkedHashMap<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private Optional<RuntimeException> broken = Optional.empty();
  private boolean stopping;
  private long deadlineNanos;

  RunLoop(RunContext context) {
    this.context = context;
    this.frontier = new Frontier(StepOrder.of(context.run().pipeline()));
  }

  /** What reaches the run from outside its thread. */
  private sealed interface Signal {

    record Ended(String step, StepEnd end, Duration took) implements Signal {}

    record Cancel() implements Signal {}

    record Lost() implements Signal {}
  }

  /** The run is to end early. */
  void cancel() {
    signals.add(new Signal.Cancel());
  }

  /** The run belongs to another process now. */
  void lose() {
    signals.add(new Signal.Lost());
  }

  /**
   * Runs what has not ended well yet, to the end of the run.
   *
   * @param state of the run as it is recorded
   * @throws LeaseLost if another process has taken the run over; nothing is recorded after that
   */
  void run(RunState state) throws InterruptedException {
    if (state != RunState.RUNNING) {
      metadata().moveRun(id(), context.token(), RunState.RUNNING, "");
    }
    guarded(this::takeUp);
    while (!working.isEmpty()) {
      Optional<Signal> signal = next();
      guarded(() -> signal.ifPresentOrElse(this::handle, this::leaveBehind));
    }
    if (broken.isPresent()) {
      throw broken.get();
    }
    end();
  }

  /** What goes wrong here must not leave tasks running that nobody waits for. */
  private void guarded(Runnable move) {
    try {
      move.run();
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  /** Takes over what ended well before, and starts what has its turn. */
  private void takeUp() {
    discardStaged();
    Map<String, Task> tasks = new HashMap<>();
    metadata().tasks(id()).forEach(task -> tasks.put(task.step(), task));
    for (String step : frontier.order().order()) {
      Task task = tasks.get(step);
      if (task != null && task.state().endedWell()) {
        takeOver(task);
      } else if (task != null && task.state() != TaskState.PENDING) {
        move(step, TaskState.PENDING, "to be run again");
      }
    }
    frontier.order().order().stream().filter(frontier::hasTurn).toList().forEach(this::take);
  }

  private void takeOver(Task task) {
    made.put(
        task.step(),
        context
            .results()
            .find(context.binder().signature(task.step()), task.artifacts(), task.values()));
    frontier.end(task.step(), task.state(), "");
    tell(task.step(), task.state(), "done before", Duration.ZERO);
  }

  /** A step has its turn: it starts, or is skipped, and then others have theirs. */
  private void take(String step) {
    Optional<String> obstacle = frontier.obstacle(step);
    if (obstacle.isPresent()) {
      move(step, TaskState.SKIPPED, obstacle.get());
      tell(step, TaskState.SKIPPED, obstacle.get(), Duration.ZERO);
      frontier.end(step, TaskState.SKIPPED, obstacle.get()).forEach(this::take);
      return;
    }
    StepWork work =
        new StepWork(
            context,
            step,
            needed(step),
            (end, took) -> signals.add(new Signal.Ended(step, end, took)));
    working.put(step, work);
    work.start();
  }

  private Map<String, StepResult> needed(String step) {
    Map<String, StepResult> needed = new HashMap<>();
    for (String earlier : frontier.order().dependencies(step)) {
      StepResult result = made.get(earlier);
      if (result != null) {
        needed.put(earlier, result);
      }
    }
    return needed;
  }

  private Optional<Signal> next() throws InterruptedException {
    return stopping
        ? Optional.ofNullable(signals.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS))
        : Optional.of(signals.take());
  }

  private void handle(Signal signal) {
    switch (signal) {
      case Signal.Ended(String step, StepEnd end, Duration took) -> ended(step, end, took);
      case Signal.Cancel() -> stop();
      case Signal.Lost() -> stop(new LeaseLost(id()));
    }
  }

  private void ended(String step, StepEnd end, Duration took) {
    working.remove(step);
    switch (end) {
      case StepEnd.Done(TaskState state, StepResult result, String why) -> {
        made.put(step, result);
        settle(step, state, why, took);
      }
      case StepEnd.Failed(String why) -> settle(step, TaskState.FAILED, why, took);
      case StepEnd.Refused(String why) -> settle(step, TaskState.REFUSED, why, took);
      case StepEnd.Canceled _ -> {}
      case StepEnd.Broken(RuntimeException cause) -> stop(cause);
    }
  }

  private void settle(String step, TaskState state, String why, Duration took) {
    tell(step, state, why, took);
    reasons.put(step, why);
    List<String> turn = frontier.end(step, state, blame(step, state));
    if (!stopping) {
      turn.forEach(this::take);
    }
  }

  /** For those that depend on a step: the reason stands with the step itself, once. */
  private static String blame(String step, TaskState state) {
    return "step '" + step + (state == TaskState.REFUSED ? "' refused" : "' failed");
  }

  private void stop(RuntimeException cause) {
    broken = Optional.of(broken.orElse(cause));
    stop();
  }

  private void stop() {
    if (!stopping) {
      stopping = true;
      deadlineNanos = System.nanoTime() + GRACE.toNanos();
      working.values().forEach(StepWork::cancel);
    }
  }

  /** Whose end is being recorded at this moment is still waited for. */
  private void leaveBehind() {
    working.values().removeIf(StepWork::leaveBehind);
    deadlineNanos = System.nanoTime() + GRACE.toNanos();
  }

  private void end() {
    RunState state = outcome();
    if (state == RunState.CANCELED) {
      for (String step : frontier.order().order()) {
        if (!frontier.ended(step)) {
          move(step, TaskState.CANCELED, "the run was canceled");
          tell(step, TaskState.CANCELED, "the run was canceled", Duration.ZERO);
        }
      }
    }
    discardStaged();
    metadata().moveRun(id(), context.token(), state, reason(state));
  }

  private RunState outcome() {
    if (frontier.complete()) {
      return RunState.SUCCEEDED;
    }
    if (stopping) {
      return RunState.CANCELED;
    }
    return frontier.in(TaskState.FAILED).isEmpty() ? RunState.REFUSED : RunState.FAILED;
  }

  private String reason(RunState state) {
    return switch (state) {
      case FAILED -> reason(frontier.in(TaskState.FAILED));
      case REFUSED -> reason(frontier.in(TaskState.REFUSED));
      case CANCELED -> "canceled";
      case PENDING, RUNNING, SUCCEEDED -> "";
    };
  }

  private String reason(List<String> steps) {
    String first = steps.getFirst();
    String more = steps.size() == 1 ? "" : " (and %d more)".formatted(steps.size() - 1);
    return frontier.why(first) + more + ": " + reasons.getOrDefault(first, "");
  }

  private void move(String step, TaskState state, String why) {
    metadata().moveTask(id(), step, context.token(), state, new TaskNote(why, Optional.empty()));
  }

  private void tell(String step, TaskState state, String why, Duration took) {
    context.listener().on(new RunEvent.StepEnded(step, state, why, took));
  }

  private void discardStaged() {
    try {
      context.setup().artifacts().discardStaged(id());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the staging directory of run " + id(), e);
    }
  }

  private MetadataStore metadata() {
    return context.setup().metadata();
  }

  private Id id() {
    return context.run().id();
  }
}
