package dev.millrace.core.pipeline;

import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with how a step is run, besides its form: each method is one rule. Problems are
 * told by the keys of a pipeline file that they are of.
 */
public final class PolicyCheck {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
  private static final String OWN = "MILLRACE_";
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final double LEAST_CPUS = 0.01;
  private static final double MOST_CPUS = 100_000;
  private static final int MOST_RETRIES = 1_000;
  private static final double MOST_FACTOR = 1_000;

  private final StepPolicy policy;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * What is wrong.
   *
   * @param path of keys, such as {@code retry}, {@code delay}
   * @param ofKey true if the last key is wrong, false if its value is
   */
  public record Fault(List<String> path, boolean ofKey, Problem problem) {}

  private PolicyCheck(StepPolicy policy) {
    this.policy = policy;
  }

  /**
   * Everything wrong with a policy.
   *
   * @param body of the step that has it
   * @param pools that it may name
   */
  public static List<Fault> faults(StepPolicy policy, StepBody body, Set<String> pools) {
    PolicyCheck check = new PolicyCheck(policy);
    check.retry(policy.retry());
    check.timeout();
    check.pool(pools);
    check.resources();
    check.variables("env", policy.env());
    check.variables("secrets", policy.secrets());
    check.values();
    check.secrets();
    switch (body) {
      case StepBody.Uses _ -> {}
      case StepBody.Nested _ -> check.nested();
    }
    return check.faults;
  }

  private void value(String message, String remedy, String... path) {
    faults.add(new Fault(List.of(path), false, Problem.of(message, remedy)));
  }

  private void key(String message, String remedy, String... path) {
    faults.add(new Fault(List.of(path), true, Problem.of(message, remedy)));
  }

  private void retry(Retry retry) {
    if (retry.times() < 0 || retry.times() > MOST_RETRIES) {
      value(
          "a step is tried again 0 to %d times, found %d".formatted(MOST_RETRIES, retry.times()),
          "write how often",
          "retry",
          "times");
    }
    if (!(retry.factor() >= 1 && retry.factor() <= MOST_FACTOR)) {
      value(
          "a delay grows by a factor of 1 to %.0f, found %s".formatted(MOST_FACTOR, retry.factor()),
          "write 1 for delays that stay the same",
          "retry",
          "factor");
    }
    delay(retry.delay(), "delay");
    delay(retry.maxDelay(), "max_delay");
  }

  private void delay(Duration delay, String key) {
    if (delay.isNegative()) {
      value("a delay of " + delay + " is negative", "write PT0S for none", "retry", key);
    }
    length(delay, "retry", key);
  }

  private void length(Duration duration, String... path) {
    if (duration.compareTo(LONGEST) > 0) {
      value(duration + " is longer than a year", "write a shorter duration", path);
    }
  }

  private void timeout() {
    policy
        .timeout()
        .ifPresent(
            timeout -> {
              length(timeout, "timeout");
              if (!timeout.isPositive()) {
                value(
                    "a timeout of " + timeout + " leaves no time",
                    "write a duration such as PT10M, or remove it",
                    "timeout");
              }
            });
  }

  private void pool(Set<String> pools) {
    policy
        .pool()
        .filter(pool -> !pools.contains(pool))
        .ifPresent(
            pool ->
                value(
                    "there is no pool '" + pool + "'",
                    pools.isEmpty()
                        ? "declare it: pools: { " + pool + ": 1 }"
                        : Suggestion.remedy(pool, pools),
                    "pool"));
  }

  private void resources() {
    policy
        .resources()
        .cpus()
        .filter(cpus -> !(cpus >= LEAST_CPUS && cpus <= MOST_CPUS))
        .ifPresent(
            cpus ->
                value(
                    "a task needs at least " + LEAST_CPUS + " processors, found " + cpus,
                    "write how many, such as 0.5 or 2",
                    "resources",
                    "cpus"));
  }

  private void variables(String section, Map<String, String> variables) {
    for (String name : variables.keySet()) {
      if (!VARIABLE.matcher(name).matches()) {
        key(
            "'" + name + "' is no name of an environment variable",
            "use letters, digits and '_', a letter first",
            section,
            name);
      } else if (name.startsWith(OWN)) {
        key("variables with " + OWN + " are Millrace's own", "choose another name", section, name);
      }
    }
  }

  private void values() {
    policy
        .env()
        .forEach(
            (name, value) -> {
              if (value.indexOf('\0') >= 0) {
                value("a variable cannot hold NUL", "remove it", "env", name);
              }
            });
  }

  /** What stands in the place of a name by mistake may be the secret itself: it is not repeated. */
  private void secrets() {
    policy
        .secrets()
        .forEach(
            (variable, secret) -> {
              if (!Names.isId(secret)) {
                value(
                    "this is no name of a secret",
                    "write the name of the secret, never its value: " + Names.ID,
                    "secrets",
                    variable);
              }
              if (policy.env().containsKey(variable)) {
                key(
                    "'" + variable + "' is in env as well",
                    "remove one of the two",
                    "secrets",
                    variable);
              }
            });
  }

  /** What only a task can have is of no use to a pipeline of tasks. */
  private void nested() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("retry", !policy.retry().equals(Retry.NEVER));
    given.put("timeout", policy.timeout().isPresent());
    given.put("cache", !policy.cache());
    given.put("pool", policy.pool().isPresent());
    given.put("resources", !policy.resources().equals(StepPolicy.Resources.ANY));
    given.put("env", !policy.env().isEmpty());
    given.put("secrets", !policy.secrets().isEmpty());
    given.forEach(
        (key, present) -> {
          if (present) {
            key(
                "'" + key + "' is of single tasks, and this step is a pipeline of them",
                "move it to the steps inside that need it",
                key);
          }
        });
  }
}
