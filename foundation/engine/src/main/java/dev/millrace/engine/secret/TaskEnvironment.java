package dev.millrace.engine.secret;

import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.port.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task's programs find in their environment.
 *
 * @param variables by name, with the values of secrets
 * @param mask over those
 */
public record TaskEnvironment(Map<String, String> variables, Mask mask) {

  /**
   * @throws UserError naming each secret that is missing
   */
  public static TaskEnvironment of(StepPolicy policy, Secrets secrets) {
    if (policy.secrets().isEmpty()) {
      return new TaskEnvironment(policy.env(), Mask.NONE);
    }
    Map<String, String> variables = new LinkedHashMap<>(policy.env());
    List<String> values = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    policy
        .secrets()
        .forEach(
            (variable, name) -> {
              Optional<String> value = secrets.find(name);
              value.ifPresentOrElse(values::add, () -> missing.add(name));
              value.ifPresent(secret -> variables.put(variable, secret));
            });
    if (!missing.isEmpty()) {
      throw UserError.failure(
              "it needs the secret '" + String.join("' and '", missing) + "', which is not there")
          .hint(secrets.remedy(missing.getFirst()));
    }
    return new TaskEnvironment(variables, Mask.of(values));
  }
}
