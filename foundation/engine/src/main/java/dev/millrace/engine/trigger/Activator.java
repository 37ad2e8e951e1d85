package dev.millrace.engine.trigger;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Id;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.TriggerStore.Mark;
import dev.millrace.store.TriggerStore.NewActivation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Activates the triggers of a pipeline in an environment. What is there at that moment is nothing
 * new: they wait for what comes after it. The pipeline runs as it was when it was activated, until
 * it is activated again.
 */
public final class Activator {

  private final TriggerSetup setup;

  public Activator(TriggerSetup setup) {
    this.setup = setup;
  }

  /**
   * A wish to activate.
   *
   * @param params values for the pipeline's parameters in this environment, as on a command line
   */
  public record Wish(
      PipelineSpec pipeline,
      Path file,
      String environment,
      Map<String, String> params,
      String actor) {}

  /**
   * Activates.
   *
   * @throws UserError if there is nothing to activate, or a trigger could not look or run
   */
  public Activation activate(Wish wish) throws IOException {
    PipelineSpec pipeline = wish.pipeline();
    checkEnvironment(wish.environment());
    if (pipeline.triggers().isEmpty()) {
      throw UserError.usage("pipeline '" + pipeline.name() + "' has no triggers to activate")
          .hint("add the section triggers: to " + wish.file());
    }
    Map<String, JsonNode> params = params(wish);
    Instant now = setup.clock().instant();
    Activation candidate =
        new Activation(
            Id.at(now),
            wish.environment(),
            pipeline.name(),
            pipeline.toJson(),
            pipeline.digest(),
            wish.file().toAbsolutePath().normalize().toString(),
            params,
            wish.actor(),
            now,
            now,
            now);
    return setup
        .triggers()
        .activate(
            new NewActivation(
                candidate.environment(),
                candidate.pipeline(),
                candidate.spec(),
                candidate.specDigest(),
                candidate.file(),
                params,
                candidate.actor(),
                now,
                baseline(candidate, now)));
  }

  /**
   * Ends the activation of a pipeline.
   *
   * @throws UserError if it is not active there
   */
  public Activation deactivate(String environment, String pipeline, String actor) {
    return setup
        .triggers()
        .deactivate(environment, pipeline, actor)
        .orElseThrow(
            () ->
                UserError.notFound(
                        "pipeline '%s' is not active in environment '%s'"
                            .formatted(pipeline, environment))
                    .hint("see what is: triggers list"));
  }

  /**
   * @throws UserError if a name cannot be that of an environment
   */
  static void checkEnvironment(String name) {
    if (!Names.isPipeline(name)) {
      throw UserError.usage("'" + name + "' is no name of an environment")
          .hint("use " + Names.PIPELINE);
    }
  }

  /** The values for this environment alone, checked as each trigger's runs will see them. */
  private static Map<String, JsonNode> params(Wish wish) {
    Map<String, JsonNode> params = new LinkedHashMap<>();
    wish.pipeline()
        .triggers()
        .forEach(
            trigger -> {
              Map<String, String> given = ActiveTrigger.given(trigger, Map.of());
              given.putAll(wish.params());
              Map<String, JsonNode> all = Parameters.resolve(wish.pipeline(), given);
              wish.params()
                  .keySet()
                  .forEach(
                      name ->
                          Optional.ofNullable(all.get(name))
                              .ifPresent(value -> params.put(name, value)));
            });
    return params;
  }

  private Map<String, List<Mark>> baseline(Activation candidate, Instant now) throws IOException {
    Sources sources = new Sources(setup.components(), setup.findings(), Monitoring.NONE);
    Map<String, List<Mark>> baseline = new LinkedHashMap<>();
    for (ActiveTrigger trigger : ActiveTrigger.of(candidate)) {
      baseline.put(trigger.key(), sources.of(trigger).baseline(now));
    }
    return baseline;
  }
}
