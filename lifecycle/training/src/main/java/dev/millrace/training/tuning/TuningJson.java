package dev.millrace.training.tuning;

import dev.millrace.core.value.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole search as JSON: equal searches are equal. */
final class TuningJson {

  private TuningJson() {}

  static ObjectNode of(Tuning tuning) {
    SearchPlan plan = tuning.plan();
    ObjectNode tree = Json.object();
    tree.put("search", TrialJson.name(plan.kind())).put("metric", TrialJson.name(tuning.metric()));
    tree.put("higher_is_better", tuning.metric().higherIsBetter());
    tree.put("split", tuning.split().orElse("held out of train"));
    tree.put("seed", plan.seed()).put("parallel", plan.parallel());
    tree.set("space", plan.space().json());
    tree.set("rungs", Json.tree(plan.halving().rungs()));
    tree.put("best", tuning.best());
    ArrayNode trials = tree.putArray("trials");
    tuning.trials().forEach(trial -> trials.add(TrialJson.of(trial)));
    return tree;
  }
}
