package dev.millrace.core.pipeline;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How a step is run. None of it changes what the step makes, so none of it is in its cache key,
 * except {@link #env}.
 *
 * @param optional true if the run may succeed though this step fails
 * @param cache false if an earlier result is never taken instead
 * @param pool the name of a pool that limits how many tasks run at once
 * @param env variables for programs and containers
 * @param secrets names of secrets by the variables that programs find them in
 */
public record StepPolicy(
    Retry retry,
    Optional<Duration> timeout,
    boolean optional,
    boolean cache,
    Optional<String> pool,
    Resources resources,
    SequencedMap<String, String> env,
    SequencedMap<String, String> secrets) {

  public static final StepPolicy DEFAULT =
      new StepPolicy(
          Retry.NEVER,
          Optional.empty(),
          false,
          true,
          Optional.empty(),
          Resources.ANY,
          Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
          Collections.unmodifiableSequencedMap(new LinkedHashMap<>()));

  public StepPolicy {
    env = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(env));
    secrets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(secrets));
  }

  /**
   * What happens after a failure.
   *
   * @param times how often it is tried again
   * @param delay before the first new try
   * @param factor by which each delay is longer than the one before
   * @param maxDelay no delay is longer
   */
  public record Retry(int times, Duration delay, double factor, Duration maxDelay) {

    public static final Retry NEVER = new Retry(0, Duration.ZERO, 2, Duration.ofHours(1));

    /**
     * The delay before a new try.
     *
     * @param retry 1 for the first
     */
    public Duration before(int retry) {
      double millis = delay.toMillis() * Math.pow(factor, retry - 1);
      return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) millis);
    }
  }

  /**
   * What a task needs to itself while it runs.
   *
   * @param cpus of the machine's; may be part of one
   * @param memoryBytes of the machine's
   */
  public record Resources(Optional<Double> cpus, Optional<Long> memoryBytes) {
    public static final Resources ANY = new Resources(Optional.empty(), Optional.empty());
  }

  /** The same with variables for programs. */
  public StepPolicy withEnv(Map<String, String> variables) {
    return new StepPolicy(
        retry, timeout, optional, cache, pool, resources, new LinkedHashMap<>(variables), secrets);
  }
}
