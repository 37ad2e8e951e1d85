package dev.millrace.data.transform;

import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Features as a pipeline declares them, in the one form that equal declarations share, so that two
 * can be told apart whatever the order of their keys and whether defaults were written.
 *
 * @param byName a declaration for each feature
 */
record DeclaredFeatures(JsonNode byName) {

  private static final String NAME = "features";

  static DeclaredFeatures of(Transform.Inputs inputs) {
    return new DeclaredFeatures(port().write(inputs.features().get()));
  }

  /**
   * Holds these features to those that a model's transform was declared with.
   *
   * @throws UserError naming every feature that is new, gone or declared otherwise
   */
  void requireSame(JsonNode before) {
    if (!port().check(before).isEmpty()) {
      throw UserError.failure(
              "the initial model's features are declared in a way that this version does not know")
          .hint("use the version of Millrace that made it, or leave initial out");
    }
    List<String> differences = differences(port().normal(before));
    if (!differences.isEmpty()) {
      throw UserError.usage(
              "the features are not those of the initial model: " + String.join("; ", differences))
          .hint(
              "declare them as they were, or leave initial out, in train too, to begin anew with"
                  + " these");
    }
  }

  private List<String> differences(JsonNode before) {
    Set<String> names = keys(before, byName);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      JsonNode was = before.get(name);
      JsonNode is = byName.get(name);
      if (was == null) {
        differences.add("'" + name + "' is new");
      } else if (is == null) {
        differences.add("'" + name + "' is gone");
      } else if (!is.equals(was)) {
        differences.add("'%s' %s".formatted(name, change(was, is)));
      }
    }
    return differences;
  }

  private static String change(JsonNode before, JsonNode now) {
    List<String> changes = new ArrayList<>();
    for (String key : keys(before, now)) {
      JsonNode was = before.get(key);
      JsonNode is = now.get(key);
      if (was == null) {
        changes.add("has %s: %s, and had none".formatted(key, Json.canonical(is)));
      } else if (is == null) {
        changes.add("has no %s, and had %s".formatted(key, Json.canonical(was)));
      } else if (!is.equals(was)) {
        changes.add(
            "has %s: %s, and had %s".formatted(key, Json.canonical(is), Json.canonical(was)));
      }
    }
    return String.join(", ", changes);
  }

  private static Set<String> keys(JsonNode one, JsonNode other) {
    Set<String> keys = new TreeSet<>(one.propertyNames());
    keys.addAll(other.propertyNames());
    return keys;
  }

  private static ValuePort port() {
    return RecordSignature.of(Transform.class).ports().valueInputs().stream()
        .filter(port -> port.name().equals(NAME))
        .findFirst()
        .orElseThrow();
  }
}
