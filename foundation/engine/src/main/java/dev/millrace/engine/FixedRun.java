package dev.millrace.engine;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Body;
import dev.millrace.store.Amendment;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A run that goes on with something else than it began with: another spec, other parameters, other
 * code. What is not affected keeps its results.
 */
final class FixedRun {

  private final EngineSetup setup;
  private final CacheLookup cache;
  private final Run run;
  private final PipelineSpec before;
  private final List<Task> tasks;

  /**
   * @param before the spec that it has so far
   */
  FixedRun(EngineSetup setup, CacheLookup cache, Run run, PipelineSpec before) {
    this.setup = setup;
    this.cache = cache;
    this.run = run;
    this.before = before;
    this.tasks = setup.metadata().tasks(run.id());
  }

  /**
   * @param from a step that starts over in any case
   * @throws UserError saying why the run cannot go on so
   */
  Amendment amendment(RunRequest changed, Optional<String> from) {
    PipelineSpec after = changed.pipeline();
    check(changed, from);
    Map<String, JsonNode> params = params(changed);
    Body body = Body.of(after, changed.directory(), setup.components());
    Map<String, Set<String>> codes = codes();
    StepChanges changes =
        new StepChanges(
            path ->
                codes.containsKey(path) && !codes.get(path).equals(code(body, path))
                    ? Optional.of("its code changed")
                    : Optional.empty());
    Set<String> changedParams = StepChanges.changed(run.params(), params);
    StartOver over =
        changes.between(new StepChanges.Versions(before, after, changedParams), "", from);
    List<String> reasons = new ArrayList<>(changes.words());
    from.ifPresent(step -> reasons.add("from step '" + step + "' on"));
    return amendment(
        changed, params, over, reasons.isEmpty() ? "nothing changed" : String.join("; ", reasons));
  }

  /**
   * The exit steps of a run that had ended have told of that end; now it goes on, and they will
   * have another to tell of.
   *
   * @return empty if there are none, or if they were all that ended badly
   */
  Optional<Amendment> exitsAgain() {
    boolean bad =
        tasks.stream()
            .filter(task -> !isExit(before, task.step()))
            .anyMatch(task -> !task.state().endedWell() && task.state() != TaskState.SKIPPED);
    if (before.onExit().isEmpty() || !bad) {
      return Optional.empty();
    }
    return Optional.of(amendment(asItWas(), run.params(), new StartOver(), "the run goes on"));
  }

  /**
   * What ended well and has lost its files since starts over, with all that comes after it: what
   * that has made before is found in the cache, unless the files become others this time. To be
   * asked when the run goes on, and nothing of it is collected any more.
   *
   * @return empty if all files are there
   */
  Optional<Amendment> filesAgain() {
    SortedSet<String> gone = gone();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> why = Optional.of("its files were collected");
    StepChanges changes = new StepChanges(path -> gone.contains(path) ? why : Optional.empty());
    StartOver over =
        changes.between(new StepChanges.Versions(before, before, Set.of()), "", Optional.empty());
    String reason = "collected: the files of " + String.join(", ", gone);
    return Optional.of(amendment(asItWas(), run.params(), over, reason));
  }

  /** The paths, without indexes, of tasks that ended well and whose files are not there. */
  private SortedSet<String> gone() {
    List<Task> done = tasks.stream().filter(task -> task.state().endedWell()).toList();
    Set<Id> made = new HashSet<>();
    done.forEach(task -> made.addAll(task.artifacts().values()));
    Set<Id> collected = setup.metadata().collected(made);
    StoredResults results = new StoredResults(setup);
    SortedSet<String> gone = new TreeSet<>();
    for (Task task : done) {
      Collection<Id> ids = task.artifacts().values();
      if (!Collections.disjoint(collected, ids) || !results.there(ids)) {
        gone.add(withoutIndexes(task.step()));
      }
    }
    return gone;
  }

  private RunRequest asItWas() {
    return RunRequest.of(before, Path.of(run.directory()), run.actor())
        .filedUnder(new Filing(run.project(), run.experiment(), run.tags()));
  }

  private Amendment amendment(
      RunRequest changed, Map<String, JsonNode> params, StartOver over, String reason) {
    PipelineSpec after = changed.pipeline();
    after.onExit().keySet().forEach(step -> over.add(step, StartOver.whole()));
    List<String> steps = steps(after, over);
    Set<String> again = new HashSet<>(steps);
    again.removeIf(path -> !over.holds(path));
    return new Amendment(
        after.toJson(),
        after.digest(),
        params,
        changed.directory().toString(),
        changed.filing().changes(run),
        steps,
        again,
        changed.cause().actor(),
        reason);
  }

  /** All tasks that the run has from now on, as far as they are known before it goes on. */
  private List<String> steps(PipelineSpec after, StartOver over) {
    Map<String, List<String>> inside = new HashMap<>();
    for (Task task : tasks) {
      String path = task.step();
      String top = StartOver.id(path.split("/", 2)[0]);
      if (!path.equals(top) && !over.drops(path) && exists(after, path)) {
        inside.computeIfAbsent(top, _ -> new ArrayList<>()).add(path);
      }
    }
    List<String> steps = new ArrayList<>();
    for (Map<String, StepSpec> each : List.of(after.steps(), after.onExit())) {
      for (String step : each.keySet()) {
        steps.add(step);
        steps.addAll(inside.getOrDefault(step, List.of()));
      }
    }
    return steps;
  }

  private static boolean exists(PipelineSpec pipeline, String path) {
    String[] segments = path.split("/", 2);
    String id = StartOver.id(segments[0]);
    StepSpec step = pipeline.steps().getOrDefault(id, pipeline.onExit().get(id));
    if (step == null) {
      return false;
    }
    return segments.length == 1
        || (step.body() instanceof StepBody.Nested(PipelineSpec inner, _)
            && exists(inner, segments[1]));
  }

  private static boolean isExit(PipelineSpec pipeline, String path) {
    return pipeline.onExit().containsKey(StartOver.id(path.split("/", 2)[0]));
  }

  private void check(RunRequest changed, Optional<String> from) {
    PipelineSpec after = changed.pipeline();
    if (run.state() == RunState.SUCCEEDED) {
      throw UserError.failure(
              "run " + run.id().brief() + " has succeeded: there is nothing to go on with")
          .hint("start a new run; what has not changed comes from the cache");
    }
    if (!after.name().equals(run.pipeline())) {
      throw UserError.usage(
          "run %s is one of pipeline '%s', and cannot go on as '%s'"
              .formatted(run.id().brief(), run.pipeline(), after.name()));
    }
    if (changed.asOf().isPresent() && !changed.asOf().get().equals(run.asOf())) {
      throw UserError.usage(
          "run %s is as of %s, and stays so".formatted(run.id().brief(), run.asOf()));
    }
    from.filter(step -> !after.steps().containsKey(step))
        .ifPresent(
            step -> {
              throw UserError.usage("pipeline '" + after.name() + "' has no step '" + step + "'")
                  .hint(Suggestion.remedy(step, after.steps().keySet()));
            });
  }

  /**
   * What the run was given stays, unless it is given anew; what was a default follows the new one.
   */
  private Map<String, JsonNode> params(RunRequest changed) {
    Map<String, String> given = new LinkedHashMap<>();
    run.params()
        .forEach(
            (name, value) -> {
              Optional<JsonNode> byDefault =
                  Optional.ofNullable(before.params().get(name))
                      .flatMap(ParameterSpec::defaultValue);
              if (!byDefault.equals(Optional.of(value))) {
                if (!changed.pipeline().params().containsKey(name)) {
                  throw UserError.usage(
                          "run %s was given %s = %s, and the changed pipeline has no such parameter"
                              .formatted(run.id().brief(), name, value))
                      .hint("keep the parameter, or start a new run");
                }
                given.put(name, value.isString() ? value.stringValue() : value.toString());
              }
            });
    given.putAll(changed.params());
    return Parameters.resolve(changed.pipeline(), given);
  }

  /** The identities of the code that steps ran with, by their paths without indexes. */
  private Map<String, Set<String>> codes() {
    Map<String, Set<String>> codes = new HashMap<>();
    for (Task task : tasks) {
      if (task.state().endedWell()) {
        task.execution()
            .flatMap(setup.metadata()::findExecution)
            .flatMap(execution -> Optional.ofNullable(execution.keyParts().get(CacheKey.CODE)))
            .ifPresent(
                code ->
                    codes
                        .computeIfAbsent(withoutIndexes(task.step()), _ -> new HashSet<>())
                        .add(code));
      }
    }
    return codes;
  }

  private Set<String> code(Body body, String path) {
    String[] segments = path.split("/", 2);
    StepSpec step = body.spec().step(segments[0]);
    return switch (step.body()) {
      case StepBody.Uses(String component) ->
          Set.of(cache.identity(body.code(path, component)).hex());
      case StepBody.Nested nested -> code(body.nested(segments[0], nested), segments[1]);
    };
  }

  private static String withoutIndexes(String path) {
    return path.replaceAll("\\[\\d+]", "");
  }
}
