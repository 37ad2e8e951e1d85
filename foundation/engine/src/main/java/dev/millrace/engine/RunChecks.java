package dev.millrace.engine;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.engine.bench.Demand;
import dev.millrace.engine.bench.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of a pipeline can be known to be impossible before any of it runs. */
final class RunChecks {

  private RunChecks() {}

  /**
   * @throws UserError naming everything that this machine cannot run
   */
  static void check(PipelineSpec pipeline, Machine machine) {
    if (!pipeline.inputs().isEmpty()) {
      throw UserError.usage(
              "pipeline '%s' is given '%s' by the pipeline it is nested in, and cannot run alone"
                  .formatted(pipeline.name(), String.join("', '", pipeline.inputs().keySet())))
          .hint("run the pipeline around it");
    }
    List<String> problems = new ArrayList<>();
    find(pipeline, "", machine, problems);
    if (!problems.isEmpty()) {
      throw UserError.failure(
              "pipeline '%s' cannot run here: %s"
                  .formatted(pipeline.name(), String.join("; ", problems)))
          .hint("lower 'resources', or run it on a larger machine");
    }
  }

  /** The pools of a pipeline and all that is nested in it; of several limits the smallest. */
  static Map<String, Integer> pools(PipelineSpec pipeline) {
    Map<String, Integer> pools = new HashMap<>(pipeline.pools());
    for (Map<String, StepSpec> steps : List.of(pipeline.steps(), pipeline.onExit())) {
      for (StepSpec step : steps.values()) {
        if (step.body() instanceof StepBody.Nested nested) {
          pools(nested.pipeline()).forEach((pool, places) -> pools.merge(pool, places, Math::min));
        }
      }
    }
    return pools;
  }

  private static void find(
      PipelineSpec pipeline, String prefix, Machine machine, List<String> problems) {
    for (Map<String, StepSpec> steps : List.of(pipeline.steps(), pipeline.onExit())) {
      steps.forEach(
          (id, step) -> {
            Demand.of(step.policy())
                .tooMuchFor(machine)
                .ifPresent(problem -> problems.add("step '" + prefix + id + "' " + problem));
            if (step.body() instanceof StepBody.Nested nested) {
              find(nested.pipeline(), prefix + id + "/", machine, problems);
            }
          });
    }
  }
}
