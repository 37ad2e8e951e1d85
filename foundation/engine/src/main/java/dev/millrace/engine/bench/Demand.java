package dev.millrace.engine.bench;

import dev.millrace.core.pipeline.StepPolicy;
import java.util.Locale;
import java.util.Optional;

/**
 * What a task needs to itself while it works.
 *
 * @param milliCpus thousandths of a core
 * @param stated false if nobody said how many cores: the task counts as one, and may use what the
 *     others leave
 * @param pool whose places are limited besides
 */
public record Demand(long milliCpus, boolean stated, long memoryBytes, Optional<String> pool) {

  private static final long ONE_CPU = 1000;

  /** One core's worth of work that says nothing more. */
  public static final Demand PLAIN = new Demand(ONE_CPU, false, 0, Optional.empty());

  public static Demand of(StepPolicy policy) {
    StepPolicy.Resources resources = policy.resources();
    return new Demand(
        resources.cpus().map(cpus -> Math.max(1, Math.round(cpus * ONE_CPU))).orElse(ONE_CPU),
        resources.cpus().isPresent(),
        resources.memoryBytes().orElse(0L),
        policy.pool());
  }

  /** What no time will bring, in words. */
  public Optional<String> tooMuchFor(Machine machine) {
    if (milliCpus > machine.threads() * ONE_CPU) {
      return Optional.of(
          "needs %s cpus, and this machine gives tasks %d"
              .formatted(words(milliCpus), machine.threads()));
    }
    if (memoryBytes > 0 && memoryBytes > machine.memoryBytes()) {
      return Optional.of(
          "needs %d MiB of memory, and this machine has %d"
              .formatted(memoryBytes >> 20, machine.memoryBytes() >> 20));
    }
    return Optional.empty();
  }

  /** How many threads keep this busy. */
  int threads() {
    return (int) Math.max(1, Math.ceilDiv(milliCpus, ONE_CPU));
  }

  private static String words(long milliCpus) {
    return milliCpus % ONE_CPU == 0
        ? Long.toString(milliCpus / ONE_CPU)
        : String.format(Locale.ROOT, "%.3f", milliCpus / (double) ONE_CPU);
  }
}
