package dev.millrace.store.metadata;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.RunFilter;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the newest runs that fit a filter, among very many.
 *
 * <p>First only their numbers, from indexes and narrow tables, then the few rows themselves. Of
 * several states each is asked for by itself, since an index has the runs of one state in order,
 * but not those of two.
 */
final class RunSearch {
  /** From here on it is quicker to go through the runs than through those that have a tag. */
  private static final int COMMON_TAG = 2000;

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String tables = "run";
  private String order = "seq";

  private RunSearch(Sql sql, RunQuery query) {
    RunFilter filter = query.filter();
    filter.pipeline().ifPresent(name -> condition("pipeline = ?", name));
    filter.trigger().ifPresent(name -> condition("trigger_name = ?", name));
    filter.asOfFrom().ifPresent(from -> condition("as_of >= ?", from));
    filter.asOfBefore().ifPresent(before -> condition("as_of < ?", before));
    filter.text().ifPresent(this::text);
    filter.tags().forEach((name, content) -> tag(sql, name, content));
    query.before().ifPresent(last -> condition("seq < (SELECT seq FROM run WHERE id = ?)", last));
  }

  /** Makes a new run something that is found by its words. */
  static void record(Transaction sql, Id run) {
    String words =
        sql.first(
                "SELECT pipeline, reason, description FROM run WHERE id = ?",
                row ->
                    row.text("pipeline") + " " + row.text("reason") + " " + row.text("description"),
                run)
            .orElseThrow();
    sql.execute(
        "INSERT INTO run_search (run_seq, content) SELECT seq, ? FROM run WHERE id = ?",
        words.toLowerCase(Locale.ROOT),
        run);
  }

  static List<Run> find(Sql sql, RunQuery query) {
    RunSearch search = new RunSearch(sql, query);
    List<String> numbers = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    for (Optional<RunState> state : states(query.filter())) {
      numbers.add("SELECT seq FROM (" + search.numbers(state) + ") AS found");
      state.ifPresent(parameters::add);
      parameters.addAll(search.values);
      parameters.add(query.limit());
    }
    parameters.add(query.limit());
    return Runs.list(
        sql,
        "WHERE run.seq IN ("
            + String.join(" UNION ALL ", numbers)
            + ") ORDER BY run.seq DESC LIMIT ?",
        parameters.toArray());
  }

  private static List<Optional<RunState>> states(RunFilter filter) {
    return filter.states().isEmpty()
        ? List.of(Optional.empty())
        : filter.states().stream().sorted().map(Optional::of).toList();
  }

  private String numbers(Optional<RunState> state) {
    List<String> all = new ArrayList<>();
    state.ifPresent(_ -> all.add("state = ?"));
    all.addAll(conditions);
    String where = all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
    return "SELECT seq FROM " + tables + where + " ORDER BY " + order + " DESC LIMIT ?";
  }

  private void text(String text) {
    String pattern =
        text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    // CROSS has SQLite go through the narrow table in its order, and end when enough is found.
    tables = "run_search CROSS JOIN run";
    order = "run_seq";
    condition("seq = run_seq AND content LIKE ? ESCAPE '!'", "%" + pattern + "%");
  }

  private void tag(Sql sql, String name, String content) {
    boolean common =
        sql.first(
                "SELECT 1 FROM tag WHERE name = ? AND content = ? LIMIT 1 OFFSET ?",
                _ -> 1,
                name,
                content,
                COMMON_TAG)
            .isPresent();
    condition(
        common
            ? "EXISTS (SELECT 1 FROM tag WHERE subject = run.id AND name = ? AND content = ?)"
            : "id IN (SELECT subject FROM tag WHERE name = ? AND content = ?)",
        name,
        content);
  }

  private void condition(String condition, Object... of) {
    conditions.add(condition);
    Collections.addAll(values, of);
  }
}
