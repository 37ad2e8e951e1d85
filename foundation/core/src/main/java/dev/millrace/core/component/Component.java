package dev.millrace.core.component;

import java.util.Optional;

/**
 * One step's code: a function from a record of inputs to a record of outputs.
 *
 * <p>The two record types are its signature. In {@code I}, a component of an artifact type is an
 * artifact input ({@code Optional<A>} and {@code List<A>} say how many); a {@code Value<T>} is a
 * parameter, with {@link Default} or {@code Value<Optional<T>>} where it may be left out. In {@code
 * O}, artifacts are outputs as files, and {@code Value<T>} are small inline outputs. Names are
 * written in YAML with underscores: {@code spanLength} becomes {@code span_length}.
 *
 * <p>Implementations have a public constructor without parameters, carry {@link Named}, and are
 * listed in {@code META-INF/services}. They keep no state: one instance may run many tasks at once.
 */
public interface Component<I extends Record, O extends Record> {

  /**
   * Does the step's work: reads inputs, writes outputs that it got from {@link TaskContext#stage}.
   *
   * @throws GateRefused to stop what follows, with the reason
   * @throws dev.millrace.core.error.UserError for what a person can mend
   */
  O run(I inputs, TaskContext task) throws Exception;

  /**
   * What this step would read, or has changed, of the world outside its inputs, as a short text
   * that changes when that does: a digest of the files behind a path, the desired state of an
   * environment. Part of the cache key: it is taken before a task to look it up, and again after
   * the task ran to record it. Empty where a step depends on its inputs alone.
   */
  default Optional<String> outside(I inputs, TaskContext task) throws Exception {
    return Optional.empty();
  }
}
