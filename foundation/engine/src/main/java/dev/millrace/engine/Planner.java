package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.engine.Plan.PlannedStep;
import dev.millrace.engine.Plan.Would;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Says what a run would do, by asking the cache in the order of the steps. What a cached step made
 * is known, so its dependents can be asked too; behind a step that would run all is unknown.
 */
final class Planner {

  private final EngineSetup setup;
  private final RunFacts run;
  private final CacheLookup cache;
  private final Workbench bench;
  private final StepBinder binder;
  private final StepOrder order;
  private final Map<String, StepResult> known = new HashMap<>();

  Planner(EngineSetup setup, RunFacts run, CacheLookup cache, Workbench bench) {
    this.setup = setup;
    this.run = run;
    this.cache = cache;
    this.bench = bench;
    this.binder = new StepBinder(setup, run);
    this.order = StepOrder.of(run.pipeline());
  }

  Plan plan() {
    List<PlannedStep> steps = new ArrayList<>();
    for (String step : order.order()) {
      steps.add(new PlannedStep(step, binder.spec(step).uses(), wiring(step), would(step)));
    }
    return new Plan(run.pipeline().name(), run.asOf(), run.params(), steps);
  }

  private SequencedMap<String, String> wiring(String step) {
    SequencedMap<String, String> wiring = new LinkedHashMap<>();
    binder
        .spec(step)
        .inputs()
        .forEach((input, binding) -> wiring.put(input, StepBinder.origin(binding)));
    return wiring;
  }

  private Would would(String step) {
    Set<String> missing = new LinkedHashSet<>(order.dependencies(step));
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      return new Would.Unknown("unknown until " + String.join(" and ", missing) + " has run");
    }
    try (TaskScope scope = new TaskScope(run, step, setup, bench, StepVoice.silent())) {
      return ask(step, scope);
    } catch (UserError e) {
      return new Would.Fail(String.valueOf(e.getMessage()));
    }
  }

  private Would ask(String step, TaskScope scope) {
    BoundStep bound = binder.bind(step, known);
    CacheKey key = cache.key(bound, outside(bound, scope));
    return switch (cache.look(run.pipeline().name(), bound, key)) {
      case CacheLookup.Answer.Hit hit -> {
        known.put(step, hit.result());
        yield new Would.Reuse(hit.execution().run(), hit.why());
      }
      case CacheLookup.Answer.Miss(String why) -> new Would.Run(why);
    };
  }

  private static Optional<String> outside(BoundStep bound, TaskScope scope) {
    try {
      return bound.outside(scope);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "step '" + bound.step() + "' cannot say what it depends on outside the pipeline", e);
    }
  }
}
