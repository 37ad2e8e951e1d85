package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Assignment.Manner;
import dev.millrace.engine.Plan.PlannedStep;
import dev.millrace.engine.Plan.Would;
import dev.millrace.engine.bench.Demand;
import dev.millrace.engine.bench.Workbench;
import dev.millrace.engine.graph.Expansion;
import dev.millrace.engine.graph.Graph;
import dev.millrace.engine.graph.Group;
import dev.millrace.engine.graph.Node;
import dev.millrace.engine.graph.NodeEnd;
import dev.millrace.engine.graph.Part;
import dev.millrace.engine.graph.Setting;
import dev.millrace.engine.graph.StepResult;
import dev.millrace.engine.graph.Turn;
import dev.millrace.engine.secret.TaskEnvironment;
import dev.millrace.store.MetadataStore.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a run would do, by asking the cache in the order of the steps. What a cached step made
 * is known, so its dependents can be asked too; behind a step that would run all is unknown.
 */
final class Planner {

  private final EngineSetup setup;
  private final Graph root;
  private final CacheLookup cache;
  private final Workbench bench;
  private final StepBinder binder;
  private final List<PlannedStep> planned = new ArrayList<>();
  private final Map<String, CacheKey> keys = new HashMap<>();
  private final Map<String, Task> done = new HashMap<>();

  Planner(EngineSetup setup, Graph root, CacheLookup cache, Workbench bench) {
    this.setup = setup;
    this.root = root;
    this.cache = cache;
    this.bench = bench;
    this.binder = new StepBinder(new InputSearch(setup, root.setting().body().makes()));
  }

  /** Takes the results of these tasks for known, instead of asking the cache. */
  Planner knowing(List<Task> tasks) {
    tasks.stream()
        .filter(task -> task.state().endedWell())
        .forEach(task -> done.put(task.step(), task));
    return this;
  }

  /** What a step would be cached under; empty if that cannot be known. */
  Optional<CacheKey> key(String path) {
    walk(root);
    return Optional.ofNullable(keys.get(path));
  }

  Plan plan() {
    walk(root);
    Setting setting = root.setting();
    return new Plan(
        setting.run().pipeline(), setting.run().asOf(), setting.params(), List.copyOf(planned));
  }

  private void walk(Group group) {
    Deque<Node> turns = new ArrayDeque<>(group.begin());
    while (!turns.isEmpty()) {
      Node node = turns.poll();
      turns.addAll(group.end(node, look(node)));
    }
  }

  /** Adds what would become of a task, and returns it as others see it. */
  private NodeEnd look(Node node) {
    try {
      if (node.part() == Part.LEFT_OUT) {
        return add(node, new Would.Skip("not asked for"));
      }
      if (node.exit()) {
        return exit(node);
      }
      return switch (node.graph().turn(node)) {
        case Turn.Go() -> Expansion.isGroup(node) ? open(node) : ask(node);
        case Turn.Skip(String why) -> {
          add(node, new Would.Skip(why));
          yield new NodeEnd.Skipped(why);
        }
        case Turn.Block(NodeEnd.Cause cause) -> add(node, new Would.Fail(cause.blame()));
        case Turn.Unsure(var steps) -> unsure(node, steps);
      };
    } catch (UserError e) {
      return add(node, new Would.Fail(StepLog.words(e)));
    }
  }

  private NodeEnd open(Node node) {
    Group group = Expansion.of(node);
    add(node, new Would.Consist(Expansion.words(node, group)));
    walk(group);
    return group.unsure()
        ? new NodeEnd.Unknown("")
        : new NodeEnd.Done(TaskState.SUCCEEDED, "", group.result());
  }

  private NodeEnd unsure(Node node, Collection<String> steps) {
    String until = "unknown until " + String.join(" and ", steps) + " has run";
    if (node.part() == Part.NEEDED && !Expansion.isGroup(node)) {
      return taken(node, blindly(node));
    }
    if (node.fansOut() && node.listIsKnown()) {
      return open(node);
    }
    add(node, new Would.Unknown(until));
    if (!node.fansOut()) {
      inside(node.spec(), node.path() + "/", until);
    }
    return new NodeEnd.Unknown("");
  }

  /** The steps of a pipeline whose parameters are not known yet. */
  private void inside(StepSpec spec, String prefix, String until) {
    if (spec.body() instanceof StepBody.Nested nested) {
      nested
          .pipeline()
          .steps()
          .forEach(
              (id, step) -> {
                planned.add(row(prefix + id, step, new Would.Unknown(until)));
                if (step.flow().forEach().isEmpty()) {
                  inside(step, prefix + id + "/", until);
                }
              });
    }
  }

  private NodeEnd exit(Node node) {
    return add(
        node,
        node.spec().flow().conditional()
            ? new Would.Unknown("unknown until the other steps have ended")
            : new Would.Run("exit steps always run"));
  }

  private NodeEnd ask(Node node) {
    Task task = done.get(node.path());
    if (task != null) {
      return new NodeEnd.Done(task.state(), task.reason(), result(node, task));
    }
    Optional<String> tooMuch = Demand.of(node.spec().policy()).tooMuchFor(setup.machine());
    if (tooMuch.isPresent()) {
      return add(node, new Would.Fail("it " + tooMuch.get()));
    }
    var _ = TaskEnvironment.of(node.spec().policy(), setup.secrets());
    Assignment assignment = Assignment.of(node, Manner.USUAL);
    try (TaskScope scope = TaskScope.looking(assignment, setup, bench)) {
      BoundStep bound = binder.bind(assignment, scope, new Imports.Look(setup));
      CacheKey key = cache.key(bound, outside(bound, scope));
      keys.put(node.path(), key);
      CacheLookup.Answer answer =
          node.spec().policy().cache()
              ? cache.look(root.setting().run().pipeline(), bound, key)
              : new CacheLookup.Answer.Miss("its cache is off");
      return switch (answer) {
        case CacheLookup.Answer.Hit hit -> reuse(node, hit);
        case CacheLookup.Answer.Miss(String why) ->
            switch (node.part()) {
              case ASKED -> add(node, new Would.Run(why));
              case NEEDED -> taken(node, assignment);
              case TELLING, LEFT_OUT -> add(node, new Would.Skip("not asked for"));
            };
      };
    }
  }

  private StepResult result(Node node, Task task) {
    return new StoredResults(setup)
        .find(
            Assignment.of(node, Manner.USUAL).code().signature(), task.artifacts(), task.values());
  }

  private NodeEnd taken(Node node, Assignment assignment) {
    return cache
        .latest(root.setting().run().pipeline(), assignment)
        .map(hit -> reuse(node, hit))
        .orElseGet(
            () ->
                add(
                    node,
                    new Would.Fail(
                        "nobody asked for it, others need it, and no earlier run has its result")));
  }

  private NodeEnd reuse(Node node, CacheLookup.Answer.Hit hit) {
    add(node, new Would.Reuse(hit.execution().run(), hit.why()));
    return new NodeEnd.Done(TaskState.CACHED, hit.why(), hit.result());
  }

  private static Assignment blindly(Node node) {
    return Assignment.of(node, Manner.TAKEN_BLINDLY);
  }

  private NodeEnd add(Node node, Would would) {
    planned.add(row(node.path(), node.spec(), would));
    return new NodeEnd.Unknown(would.why());
  }

  private static PlannedStep row(String path, StepSpec spec, Would would) {
    return new PlannedStep(
        path, spec.body().words(), StepBinder.origins(spec.inputs()), flow(spec), would);
  }

  private static List<String> flow(StepSpec spec) {
    List<String> words = new ArrayList<>();
    spec.flow().elseOf().ifPresent(step -> words.add("else of " + step));
    spec.flow().when().ifPresent(when -> words.add("when " + when));
    spec.flow().forEach().ifPresent(list -> words.add(forEach(list)));
    spec.after().forEach(step -> words.add("after " + step));
    return words;
  }

  private static String forEach(StepFlow.FanOut list) {
    String over = StepBinder.origins(Map.<String, Binding>of("", list.over())).getOrDefault("", "");
    return "for each of "
        + over
        + list.parallelism().map(limit -> ", " + limit + " at once").orElse("");
  }

  private static Optional<String> outside(BoundStep bound, TaskScope scope) {
    try {
      return bound.outside(scope);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "step '" + bound.path() + "' cannot say what it depends on outside the pipeline", e);
    }
  }
}
