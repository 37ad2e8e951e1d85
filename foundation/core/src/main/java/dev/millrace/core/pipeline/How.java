package dev.millrace.core.pipeline;

import dev.millrace.core.pipeline.StepPolicy.Resources;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import dev.millrace.core.value.ByteSize;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How a step of a pipeline that is written in Java is run: what pipeline files say beside its
 * inputs and its condition.
 *
 * <pre>{@code
 * How.after("count").retried(3, Duration.ofSeconds(1)).within(Duration.ofMinutes(10))
 * }</pre>
 */
public final class How {

  private final List<String> after;
  private Retry retry = Retry.NEVER;
  private Optional<Duration> timeout = Optional.empty();
  private boolean optional;
  private boolean cache = true;
  private Optional<String> pool = Optional.empty();
  private Resources resources = Resources.ANY;
  private final SequencedMap<String, String> env = new LinkedHashMap<>();
  private final SequencedMap<String, String> secrets = new LinkedHashMap<>();

  private How(List<String> after) {
    this.after = after;
  }

  /** As soon as its inputs are there. */
  public static How usual() {
    return new How(List.of());
  }

  /** When these have ended well, beyond those whose outputs are inputs. */
  public static How after(String... steps) {
    return new How(List.of(steps));
  }

  /** Tried again after a failure, each time after twice the delay of the time before. */
  public How retried(int times, Duration delay) {
    return retried(new Retry(times, delay, Retry.NEVER.factor(), Retry.NEVER.maxDelay()));
  }

  /** Tried again after a failure. */
  public How retried(Retry given) {
    this.retry = given;
    return this;
  }

  /** Ended if it takes longer. */
  public How within(Duration longest) {
    this.timeout = Optional.of(longest);
    return this;
  }

  /** The run may succeed though the step fails. */
  public How optional() {
    this.optional = true;
    return this;
  }

  /** Never taken from an earlier run. */
  public How uncached() {
    this.cache = false;
    return this;
  }

  /** With no more tasks at once than a pool of the pipeline has room for. */
  public How inPool(String name) {
    this.pool = Optional.of(name);
    return this;
  }

  /** With so many processors to itself; part of one, too. */
  public How cpus(double cpus) {
    this.resources = new Resources(Optional.of(cpus), resources.memoryBytes());
    return this;
  }

  /** With so much memory to itself. */
  public How memory(ByteSize size) {
    this.resources = new Resources(resources.cpus(), Optional.of(size.bytes()));
    return this;
  }

  /** With a variable for the program or container that it is. */
  public How env(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /**
   * With a variable for the program or container that it is, whose value is a secret.
   *
   * @param name of the secret, never its value
   */
  public How secret(String variable, String name) {
    secrets.put(variable, name);
    return this;
  }

  List<String> after() {
    return after;
  }

  StepPolicy policy() {
    return new StepPolicy(retry, timeout, optional, cache, pool, resources, env, secrets);
  }
}
