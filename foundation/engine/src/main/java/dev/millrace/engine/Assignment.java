package dev.millrace.engine;

import dev.millrace.core.component.StepCode;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.engine.graph.Body;
import dev.millrace.engine.graph.Node;
import dev.millrace.engine.graph.Surroundings;

/**
 * One task that a component does, as it goes to a thread of its own.
 *
 * @param path of the task
 * @param surroundings what the names in its expressions stand for
 * @param manner how it gets its result
 */
record Assignment(String path, StepSpec spec, Surroundings surroundings, Manner manner) {

  /** How a task gets its result. */
  enum Manner {
    /** From the cache, or else by running. */
    USUAL,
    /** By running, whatever the cache has; what it makes is for the cache too. */
    ANEW,
    /** By running each time; what it makes is for this run alone. */
    AFRESH,
    /** From the cache, or not at all. */
    FROM_CACHE,
    /** From the cache, or else what the step made last in this pipeline; it does not run. */
    TAKEN,
    /** What the step made last in this pipeline: its inputs are not known. */
    TAKEN_BLINDLY
  }

  static Assignment of(Node node, Manner manner) {
    return new Assignment(node.path(), node.spec(), node.surroundings(), manner);
  }

  Body body() {
    return surroundings.setting().body();
  }

  /**
   * @throws dev.millrace.core.error.UserError if there is no such component
   */
  StepCode code() {
    return switch (spec.body()) {
      case StepBody.Uses(String component) -> body().code(path, component);
      case StepBody.Nested nested ->
          throw new IllegalStateException(path + " is " + nested.words() + ", and no component");
    };
  }
}
