package dev.millrace.core.yaml;

import dev.millrace.core.component.Mismatch;
import dev.millrace.core.pipeline.Names;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the section {@code pools}: how many tasks at once, by name. */
final class PoolRules {

  static final int MOST = 10_000;

  private final Lint lint;

  PoolRules(Lint lint) {
    this.lint = lint;
  }

  /** The pools; one whose limit is wrong has the limit 1, so that steps may name it. */
  SequencedMap<String, Integer> read(JsonNode section, JsonPointer at) {
    SequencedMap<String, Integer> pools = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              checkName(entry.getKey(), inside);
              pools.put(entry.getKey(), limit(entry.getValue(), inside));
            });
    return pools;
  }

  private void checkName(String name, JsonPointer at) {
    if (!Names.isId(name)) {
      lint.key(at, "'" + name + "' is no name of a pool", "use " + Names.ID);
    }
  }

  private int limit(JsonNode limit, JsonPointer at) {
    if (limit.isIntegralNumber() && limit.canConvertToInt()) {
      int tasks = limit.intValue();
      if (tasks >= 1 && tasks <= MOST) {
        return tasks;
      }
    }
    lint.value(
        at,
        "a pool has room for 1 to " + MOST + " tasks, found " + Mismatch.found(limit),
        "write how many tasks of the pool may run at once");
    return 1;
  }
}
