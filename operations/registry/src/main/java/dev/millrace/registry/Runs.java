package dev.millrace.registry;

import dev.millrace.core.value.Id;
import dev.millrace.store.database.Sql;

/** What the registry needs to know of runs. */
final class Runs {
  private Runs() {}

  /** For whom a run works. */
  static String actor(Sql sql, Id run) {
    return sql.first("SELECT actor FROM run WHERE id = ?", row -> row.text("actor"), run)
        .orElseThrow(() -> new IllegalArgumentException("there is no run with the id " + run));
  }
}
