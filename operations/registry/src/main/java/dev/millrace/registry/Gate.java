package dev.millrace.registry;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.value.Digest;
import tools.jackson.databind.JsonNode;

/** Lets through what is blessed, and nothing else. */
final class Gate {
  private Gate() {}

  /**
   * Refuses unless the blessing says yes. Anything but a plain true is a no.
   *
   * @param model the bundle that the blessing must be of, where it names one
   * @param hint what to do if it says no
   */
  static void require(Artifact blessing, Digest model, String refusal, String hint) {
    boolean blessed =
        blessing
            .property("blessed")
            .map(value -> value.isBoolean() && value.booleanValue())
            .orElse(false);
    if (!blessed) {
      throw new GateRefused(refusal + ": " + reason(blessing)).hint(hint);
    }
    blessing
        .property("model")
        .map(JsonNode::asString)
        .filter(other -> !other.equals(model.hex()))
        .ifPresent(
            other -> {
              throw new GateRefused(
                  refusal + ": the blessing is of another model, " + other + ", not of " + model);
            });
  }

  static Handle.Stored stored(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Stored stored) {
      return stored;
    }
    throw new IllegalArgumentException("an input of a step is a stored artifact: " + artifact);
  }

  private static String reason(Artifact blessing) {
    return blessing.property("reason").map(JsonNode::asString).orElse("no reason was given");
  }
}
