package dev.millrace.engine;

import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.pipeline.StepPolicy.Resources;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Makes the policy of a step, from one that says nothing. */
final class PolicyMaker {

  private Retry retry = Retry.NEVER;
  private Optional<Duration> timeout = Optional.empty();
  private boolean optional;
  private boolean cache = true;
  private Optional<String> pool = Optional.empty();
  private Resources resources = Resources.ANY;
  private final SequencedMap<String, String> env = new LinkedHashMap<>();
  private final SequencedMap<String, String> secrets = new LinkedHashMap<>();

  PolicyMaker retry(int times, Duration delay, double factor, Duration most) {
    retry = new Retry(times, delay, factor, most);
    return this;
  }

  PolicyMaker timeout(Duration limit) {
    timeout = Optional.of(limit);
    return this;
  }

  PolicyMaker optional() {
    optional = true;
    return this;
  }

  PolicyMaker uncached() {
    cache = false;
    return this;
  }

  PolicyMaker pool(String name) {
    pool = Optional.of(name);
    return this;
  }

  PolicyMaker cpus(double cpus) {
    resources = new Resources(Optional.of(cpus), resources.memoryBytes());
    return this;
  }

  PolicyMaker memory(long bytes) {
    resources = new Resources(resources.cpus(), Optional.of(bytes));
    return this;
  }

  PolicyMaker env(String variable, String content) {
    env.put(variable, content);
    return this;
  }

  PolicyMaker secret(String variable, String name) {
    secrets.put(variable, name);
    return this;
  }

  StepPolicy policy() {
    return new StepPolicy(retry, timeout, optional, cache, pool, resources, env, secrets);
  }
}
