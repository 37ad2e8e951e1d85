package dev.millrace.training.tuning;

import dev.millrace.core.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Trials as JSON. */
final class TrialJson {

  private TrialJson() {}

  /** With its number and parameters; without how long it took, which differs from run to run. */
  static ObjectNode of(Trial trial) {
    ObjectNode tree = Json.object().put("number", trial.number());
    tree.set("parameters", Json.tree(trial.parameters()));
    tree.setAll(outcome(trial));
    return tree;
  }

  /** What came of it. */
  static ObjectNode outcome(Trial trial) {
    ObjectNode tree = Json.object().put("state", name(trial.state()));
    if (trial.state() == Trial.State.FAILED) {
      tree.putNull("value").put("reason", trial.reason());
    } else {
      tree.put("value", trial.value());
    }
    tree.put("rounds", trial.rounds());
    ArrayNode curve = tree.putArray("curve");
    for (Trial.Point point : trial.curve()) {
      curve.addArray().add(point.rounds()).add(point.value());
    }
    return tree;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A trial that did not fail, from its outcome and how long it took. */
  static Trial read(int number, SequencedMap<String, JsonNode> parameters, JsonNode outcome) {
    List<Trial.Point> curve =
        outcome
            .required("curve")
            .valueStream()
            .map(point -> new Trial.Point(point.get(0).intValue(), point.get(1).doubleValue()))
            .toList();
    String state = outcome.required("state").stringValue().toUpperCase(Locale.ROOT);
    return new Trial(
        number,
        parameters,
        Trial.State.valueOf(state),
        outcome.required("value").doubleValue(),
        outcome.required("rounds").intValue(),
        curve,
        "",
        Duration.ofMillis(outcome.required("took").longValue()));
  }
}
