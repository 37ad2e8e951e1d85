package dev.millrace.core.yaml;

import dev.millrace.core.pipeline.PolicyCheck;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.yaml.FileForm.ResourceForm;
import dev.millrace.core.yaml.FileForm.RetryForm;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/** Reads how a step is run. */
final class PolicyRules {

  private final Lint lint;
  private final Set<String> pools;

  /**
   * @param pools that a step may name
   */
  PolicyRules(Lint lint, Set<String> pools) {
    this.lint = lint;
    this.pools = pools;
  }

  void read(DraftStep step) {
    StepForm form = step.form;
    form.env().forEach((name, value) -> checkLiteral(step, name, value));
    step.policy =
        new StepPolicy(
            form.retry().map(PolicyRules::retry).orElse(StepPolicy.Retry.NEVER),
            form.timeout(),
            form.optional(),
            form.cache(),
            form.pool(),
            form.resources().map(PolicyRules::resources).orElse(StepPolicy.Resources.ANY),
            literals(form.env()),
            new LinkedHashMap<>(form.secrets()));
    step.body.ifPresent(
        body ->
            PolicyCheck.faults(step.policy, body.body(), pools)
                .forEach(fault -> report(step.at, fault)));
  }

  private static StepPolicy.Retry retry(RetryForm form) {
    return new StepPolicy.Retry(form.times(), form.delay(), form.factor(), form.maxDelay());
  }

  private static StepPolicy.Resources resources(ResourceForm form) {
    return new StepPolicy.Resources(form.cpus(), form.memory().map(ByteSize::bytes));
  }

  private void report(JsonPointer step, PolicyCheck.Fault fault) {
    JsonPointer at = step;
    for (String key : fault.path()) {
      at = at.appendProperty(key);
    }
    if (fault.ofKey()) {
      lint.key(at, fault.problem().message(), fault.problem().remedy());
    } else {
      lint.value(at, fault.problem());
    }
  }

  /** What looks like an expression would be one anywhere else. */
  private void checkLiteral(DraftStep step, String name, String value) {
    if (value.replace("$${", "").contains("${")) {
      lint.value(
          step.at.appendProperty("env").appendProperty(name),
          "a variable takes no expression",
          "give the value to the step as an input, or write $${ for the characters ${ themselves");
    }
  }

  private static SequencedMap<String, String> literals(Map<String, String> env) {
    SequencedMap<String, String> literals = new LinkedHashMap<>();
    env.forEach((name, value) -> literals.put(name, value.replace("$${", "${")));
    return literals;
  }
}
