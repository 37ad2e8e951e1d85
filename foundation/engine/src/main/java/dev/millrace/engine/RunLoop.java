package dev.millrace.engine;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Assignment.Manner;
import dev.millrace.engine.graph.Expansion;
import dev.millrace.engine.graph.Graph;
import dev.millrace.engine.graph.Group;
import dev.millrace.engine.graph.Node;
import dev.millrace.engine.graph.NodeEnd;
import dev.millrace.engine.graph.Part;
import dev.millrace.engine.graph.StepResult;
import dev.millrace.engine.graph.Turn;
import dev.millrace.engine.graph.Verdict;
import dev.millrace.engine.lease.LeaseKeeper;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One run: gives each task its turn when all it needs has ended, and decides what becomes of the
 * run. One thread owns all of its state, the tree of graphs included; steps on their own threads,
 * and whoever cancels, send it signals.
 */
final class RunLoop implements LeaseKeeper.Watcher, StepWork.Watcher {

  /**
   * How many tasks of a run are begun at most before one of them ends. They wait for the machine
   * anyhow, and each takes memory.
   */
  private static final int MOST_AT_WORK = 256;

  private final RunContext context;
  private final Graph root;
  private final Optional<String> anew;
  private final RunRecord record;
  private final Map<String, Working> working = new LinkedHashMap<>();
  private final Map<String, Long> begun = new HashMap<>();
  private final Deque<Node> turns = new ArrayDeque<>();
  private final Deque<Due> due = new ArrayDeque<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private Optional<RuntimeException> broken = Optional.empty();
  private Stop stop = Stop.NOTHING;

  /**
   * @param anew a step that is run whatever the cache has
   */
  RunLoop(RunContext context, Graph root, Optional<String> anew) {
    this.context = context;
    this.root = root;
    this.anew = anew;
    this.record = new RunRecord(context);
  }

  /** A task that a component does, and that has not begun. */
  private record Due(Node node, Manner manner) {}

  private record Working(Node node, StepWork work) {}

  /** What of the run is to end early. */
  private enum Stop {
    NOTHING,
    /** All but the exit steps. */
    STEPS,
    ALL
  }

  /** What reaches the run from outside its thread. */
  private sealed interface Signal {

    record Ended(String path, StepEnd end, Duration took) implements Signal {}

    record Overdue(String path) implements Signal {}

    record Cancel() implements Signal {}

    record Lost() implements Signal {}
  }

  @Override
  public void ended(String path, StepEnd end, Duration took) {
    signals.add(new Signal.Ended(path, end, took));
  }

  @Override
  public void overdue(String path) {
    signals.add(new Signal.Overdue(path));
  }

  /** The run is to end early; asked again, its exit steps are too. */
  @Override
  public void cancel() {
    signals.add(new Signal.Cancel());
  }

  @Override
  public void lost() {
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
      record.move(RunState.RUNNING, "");
    }
    guarded(
        () -> {
          record.takeUp();
          turns.addAll(root.begin());
          advance();
        });
    while (broken.isPresent() ? !working.isEmpty() : !root.complete()) {
      Signal signal = signals.take();
      guarded(
          () -> {
            handle(signal);
            advance();
          });
    }
    if (broken.isPresent()) {
      throw broken.get();
    }
    Verdict verdict = root.verdict();
    record.end(verdict.state(), verdict.reason());
  }

  /** What goes wrong here must not leave tasks running that nobody waits for. */
  private void guarded(Runnable move) {
    try {
      move.run();
    } catch (RuntimeException e) {
      breakOff(e);
    }
  }

  private void handle(Signal signal) {
    switch (signal) {
      case Signal.Ended(String path, StepEnd end, Duration took) -> {
        Working one = working.remove(path);
        if (one != null) {
          ended(one.node(), end, took);
        }
      }
      case Signal.Overdue(String path) -> overdueNow(path);
      case Signal.Cancel() -> stop(root.exiting() || stop != Stop.NOTHING ? Stop.ALL : Stop.STEPS);
      case Signal.Lost() -> breakOff(new LeaseLost(context.id()));
    }
  }

  /** Gives every task whose turn it is its turn. */
  private void advance() {
    while (broken.isEmpty() && !turns.isEmpty()) {
      take(turns.poll());
    }
    while (broken.isEmpty() && !due.isEmpty() && working.size() < MOST_AT_WORK) {
      Due next = due.poll();
      StepWork work = new StepWork(context, Assignment.of(next.node(), next.manner()), this);
      working.put(next.node().path(), new Working(next.node(), work));
      work.start();
    }
  }

  private void take(Node node) {
    Optional<Task> before = record.endedWellBefore(node.path());
    if (isToEnd(node)) {
      settle(node, bad(node, TaskState.CANCELED, "the run was canceled"));
    } else if (node.part() == Part.LEFT_OUT) {
      settle(node, new NodeEnd.Unknown("not asked for"));
    } else if (before.isPresent() && !Expansion.isGroup(node)) {
      takeOver(node, before.get());
    } else {
      try {
        begin(node, node.round().isPresent() ? new Turn.Go() : node.graph().turn(node));
      } catch (UserError e) {
        settle(node, bad(node, TaskState.FAILED, StepLog.words(e)));
      }
    }
  }

  private boolean isToEnd(Node node) {
    return switch (stop) {
      case NOTHING -> false;
      case STEPS -> !node.exit();
      case ALL -> true;
    };
  }

  private void begin(Node node, Turn turn) {
    switch (turn) {
      case Turn.Go() -> go(node);
      case Turn.Skip(String why) -> settle(node, new NodeEnd.Skipped(why));
      case Turn.Block(NodeEnd.Cause cause) ->
          settle(node, new NodeEnd.Bad(TaskState.BLOCKED, cause.blame(), cause, false));
      case Turn.Unsure(var steps) -> {
        String unknown = "nobody asked for " + String.join(" and ", steps);
        switch (node.part()) {
          case ASKED -> settle(node, new NodeEnd.Skipped(unknown));
          case NEEDED -> {
            if (Expansion.isGroup(node)) {
              notThere(node, unknown);
            } else {
              due.add(new Due(node, Manner.TAKEN_BLINDLY));
            }
          }
          case TELLING, LEFT_OUT -> settle(node, new NodeEnd.Unknown("not asked for"));
        }
      }
    }
  }

  private void go(Node node) {
    if (Expansion.isGroup(node)) {
      open(node, Expansion.of(node));
    } else {
      due.add(new Due(node, manner(node)));
    }
  }

  private Manner manner(Node node) {
    return switch (node.part()) {
      case ASKED -> node.exit() ? Manner.AFRESH : isAnew(node) ? Manner.ANEW : Manner.USUAL;
      case NEEDED -> Manner.TAKEN;
      case TELLING, LEFT_OUT -> Manner.FROM_CACHE;
    };
  }

  private boolean isAnew(Node node) {
    return anew.filter(StartOver.id(node.path().split("/", 2)[0])::equals).isPresent();
  }

  /** A task that consists of others begins: those appear. */
  private void open(Node node, Group group) {
    String what = Expansion.words(node, group);
    begun.put(node.path(), System.nanoTime());
    if (record.begin(node.path(), group.paths(), what)) {
      context.listener().on(new RunEvent.GroupStarted(node.path(), what, group.paths()));
    }
    turns.addAll(group.begin());
    if (group.complete()) {
      close(node, group);
    }
  }

  private void close(Node node, Group group) {
    Verdict verdict = group.verdict();
    settle(
        node,
        switch (verdict.state()) {
          case SUCCEEDED ->
              group.unsure() && node.part() != Part.ASKED
                  ? new NodeEnd.Unknown("not asked for")
                  : new NodeEnd.Done(
                      TaskState.SUCCEEDED, Expansion.words(node, group), group.result());
          case FAILED -> inherited(node, TaskState.FAILED, verdict);
          case REFUSED -> inherited(node, TaskState.REFUSED, verdict);
          case CANCELED -> bad(node, TaskState.CANCELED, "the run was canceled");
          case PENDING, RUNNING -> throw new IllegalStateException(node.path() + " has not ended");
        });
  }

  private void takeOver(Node node, Task task) {
    StepResult result =
        new StoredResults(context.setup())
            .find(
                Assignment.of(node, Manner.USUAL).code().signature(),
                task.artifacts(),
                task.values());
    tell(node, task.state(), "done before", Duration.ZERO);
    note(node, new NodeEnd.Done(task.state(), task.reason(), result));
  }

  private void ended(Node node, StepEnd end, Duration took) {
    if (broken.isPresent()) {
      return;
    }
    switch (end) {
      case StepEnd.Done(TaskState state, StepResult result, String why) ->
          recorded(node, new NodeEnd.Done(state, why, result), took);
      case StepEnd.Failed(String why) -> recorded(node, bad(node, TaskState.FAILED, why), took);
      case StepEnd.Refused(String why) -> recorded(node, bad(node, TaskState.REFUSED, why), took);
      case StepEnd.Canceled(String why) -> settle(node, bad(node, TaskState.CANCELED, why));
      case StepEnd.NotThere(String why) -> notThere(node, why);
      case StepEnd.Broken(RuntimeException cause) -> breakOff(cause);
    }
  }

  /** What was to be taken from an earlier run is not there: is that bad? */
  private void notThere(Node node, String why) {
    switch (node.part()) {
      case NEEDED -> {
        String message =
            "nobody asked for it, others need it, and "
                + why
                + "\nhint: ask for it too, with --from or --only";
        settle(node, bad(node, TaskState.FAILED, message));
      }
      case ASKED, TELLING, LEFT_OUT -> settle(node, new NodeEnd.Unknown("not asked for"));
    }
  }

  private void overdueNow(String path) {
    Optional<Working> one = Optional.ofNullable(working.get(path));
    one.flatMap(each -> each.work().leaveBehind())
        .filter(_ -> forget(path))
        .ifPresent(
            end -> {
              Node node = one.orElseThrow().node();
              switch (end) {
                case StepEnd.Failed(String why) -> settle(node, bad(node, TaskState.FAILED, why));
                case StepEnd.Canceled(String why) ->
                    settle(node, bad(node, TaskState.CANCELED, why));
                case StepEnd.Done _, StepEnd.Refused _, StepEnd.NotThere _, StepEnd.Broken _ ->
                    throw new IllegalStateException(path + " was left behind as " + end);
              }
            });
  }

  /** Broken off, a run only waits for its tasks. */
  private boolean forget(String path) {
    working.remove(path);
    return broken.isEmpty();
  }

  /** A task ends that no step has recorded. */
  private void settle(Node node, NodeEnd end) {
    record.end(node.path(), end);
    recorded(node, end, took(node));
  }

  private Duration took(Node node) {
    Long start = begun.remove(node.path());
    return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
  }

  private void recorded(Node node, NodeEnd end, Duration took) {
    tell(node, end.state(), end.why(), took);
    note(node, end);
  }

  /** Others hear of a task's end. */
  private void note(Node node, NodeEnd end) {
    Group group = node.group();
    turns.addAll(group.end(node, end));
    if (group.complete() && group.owner().isPresent()) {
      close(group.owner().get(), group);
    }
  }

  private static NodeEnd bad(Node node, TaskState state, String why) {
    String verb = state == TaskState.REFUSED ? "refused" : "failed";
    NodeEnd.Cause cause = new NodeEnd.Cause("step '%s' %s".formatted(node.path(), verb), why);
    return new NodeEnd.Bad(state, why, cause, node.borne());
  }

  /** What is inside a task is to blame. */
  private static NodeEnd inherited(Node node, TaskState state, Verdict verdict) {
    NodeEnd.Cause cause = verdict.cause().orElseThrow();
    return new NodeEnd.Bad(state, cause.blame(), cause, node.borne());
  }

  private void breakOff(RuntimeException cause) {
    broken = Optional.of(broken.orElse(cause));
    stop(Stop.ALL);
  }

  private void stop(Stop what) {
    stop = what;
    due.forEach(each -> turns.add(each.node()));
    due.clear();
    working.values().stream()
        .filter(each -> isToEnd(each.node()))
        .forEach(each -> each.work().cancel());
  }

  private void tell(Node node, TaskState state, String why, Duration took) {
    context.listener().on(new RunEvent.StepEnded(node.path(), state, why, took));
  }
}
