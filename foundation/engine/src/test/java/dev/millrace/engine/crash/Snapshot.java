package dev.millrace.engine.crash;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a database says of runs.
 *
 * @param runs the states by id
 * @param tasks the states by {@code RUN STEP}
 * @param made what each task has made, by content, by {@code ROUND STEP}
 */
record Snapshot(Map<String, String> runs, Map<String, String> tasks, Map<String, String> made) {

  static final Snapshot NOTHING = new Snapshot(Map.of(), Map.of(), Map.of());

  private static final Set<String> WELL = Set.of("SUCCEEDED", "CACHED");

  private static final String MADE =
      """
      SELECT json_extract(run.params, '$.round') || ' ' || task.step, task.state,
        coalesce(execution.outputs, ''), (
          SELECT group_concat(execution_output.name || ' ' || artifact.digest)
          FROM execution_output JOIN artifact ON artifact.id = execution_output.artifact_id
          WHERE execution_output.execution_id = task.execution_id)
      FROM task JOIN run ON run.id = task.run_id
      LEFT JOIN execution ON execution.id = task.execution_id
      """;

  static Snapshot of(Database database) throws SQLException {
    Map<String, String> made = new TreeMap<>();
    for (List<String> row : database.rows(MADE)) {
      made.put(row.getFirst(), String.join(" ", row.subList(1, row.size())));
    }
    return new Snapshot(
        states(database.rows("SELECT id, state FROM run")),
        states(database.rows("SELECT run_id || ' ' || step, state FROM task")),
        made);
  }

  private static Map<String, String> states(List<List<String>> rows) {
    Map<String, String> states = new HashMap<>();
    rows.forEach(row -> states.put(row.get(0), row.get(1)));
    return states;
  }

  long complete() {
    return runs.values().stream().filter("SUCCEEDED"::equals).count();
  }

  boolean isLive() {
    return complete() < runs.size();
  }

  /** Without what later rounds have made. */
  Snapshot upTo(int round) {
    Map<String, String> made = new TreeMap<>(this.made);
    made.keySet().removeIf(task -> Integer.parseInt(task.split(" ", -1)[0]) > round);
    return new Snapshot(runs, tasks, made);
  }

  Set<String> endedWell() {
    return tasks.entrySet().stream()
        .filter(task -> WELL.contains(task.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Those in one state that consist of no others. */
  Set<String> in(String state) {
    Set<String> groups = groups();
    return tasks.entrySet().stream()
        .filter(task -> task.getValue().equals(state))
        .map(Map.Entry::getKey)
        .filter(task -> !groups.contains(task))
        .collect(Collectors.toSet());
  }

  /** Those that consist of others: {@code a} and {@code a[1]} of {@code a[1]/b}. */
  Set<String> groups() {
    Set<String> groups = new HashSet<>();
    for (String task : tasks.keySet()) {
      for (int i = 0; i < task.length(); i++) {
        if (task.charAt(i) == '/' || task.charAt(i) == '[') {
          groups.add(task.substring(0, i));
        }
      }
    }
    return groups;
  }
}
