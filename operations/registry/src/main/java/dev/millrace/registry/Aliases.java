package dev.millrace.registry;

import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history of aliases. An alias stands for what its last change by event time says, so that the
 * question "what was it on 3 March?" and a backtest as of then have one answer, whenever the
 * changes were recorded.
 */
final class Aliases {
  private static final String SELECT =
      """
      SELECT alias_change.*, model.name AS model FROM alias_change
      JOIN model ON model.id = alias_change.model_id
      """;
  private static final String NEWEST_FIRST = "ORDER BY event_time DESC, seq DESC";

  private Aliases() {}

  /**
   * What an alias is to stand for.
   *
   * @param version none if it is taken away
   * @param backTo the number of the entry of its history that it goes back to, if it does
   */
  record Standing(String alias, Optional<Integer> version, Optional<Long> backTo) {
    static Standing of(String alias, int version) {
      return new Standing(alias, Optional.of(version), Optional.empty());
    }

    static Standing none(String alias) {
      return new Standing(alias, Optional.empty(), Optional.empty());
    }
  }

  static void set(Transaction sql, ModelEntry model, Standing standing, Change change) {
    sql.execute(
        """
        INSERT INTO alias_change (
          model_id, alias, version, run_id, reason, actor, event_time, recorded_at, back_to)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        model.id(),
        standing.alias(),
        standing.version(),
        change.run(),
        change.reason(),
        change.actor(),
        change.eventTime(),
        sql.now(),
        standing.backTo());
    ObjectNode data = Json.object().put("alias", standing.alias()).put("reason", change.reason());
    standing
        .version()
        .ifPresentOrElse(number -> data.put("version", number), () -> data.putNull("version"));
    change.run().ifPresent(run -> data.put("run", run.hex()));
    standing.backTo().ifPresent(_ -> data.put("rollback", true));
    sql.event(new NewEvent("model.alias", model.name(), change.actor(), change.eventTime(), data));
  }

  /** Of all aliases of a model, newest first. */
  static List<AliasChange> history(Sql sql, String model) {
    return sql.list(SELECT + "WHERE model.name = ? " + NEWEST_FIRST, Aliases::read, model);
  }

  /** Of one alias, newest first. */
  static List<AliasChange> history(Sql sql, String model, String alias) {
    return sql.list(
        SELECT + "WHERE model.name = ? AND alias = ? " + NEWEST_FIRST, Aliases::read, model, alias);
  }

  /** Of one alias, newest first, nothing later than an instant. */
  static List<AliasChange> history(Sql sql, String model, String alias, Instant asOf) {
    return sql.list(
        SELECT + "WHERE model.name = ? AND alias = ? AND event_time <= ? " + NEWEST_FIRST,
        Aliases::read,
        model,
        alias,
        asOf);
  }

  static List<String> known(Sql sql) {
    return sql.list(
        "SELECT DISTINCT alias FROM alias_change ORDER BY alias", row -> row.text("alias"));
  }

  /**
   * The entry that says what an alias stood for before it stood for what it does: of the entries
   * before, the newest that has a version, and another. After a rollback that is what was before
   * the entry that it went back to, so that rolling back twice goes back twice.
   *
   * @param history of the alias, newest first
   */
  static Optional<AliasChange> before(List<AliasChange> history) {
    Optional<Integer> standing =
        history.isEmpty() ? Optional.empty() : history.getFirst().version();
    int place = 0;
    while (place < history.size()) {
      AliasChange entry = history.get(place);
      if (entry.version().isPresent() && !entry.version().equals(standing)) {
        return Optional.of(entry);
      }
      int back = entry.backTo().map(number -> place(history, number)).orElse(place);
      place = Math.max(place, back) + 1;
    }
    return Optional.empty();
  }

  /** Where an entry is; the last place if it is none of these, as one of a later time is. */
  private static int place(List<AliasChange> history, long number) {
    for (int place = 0; place < history.size(); place++) {
      if (history.get(place).number() == number) {
        return place;
      }
    }
    return history.size() - 1;
  }

  private static AliasChange read(Row row) {
    return new AliasChange(
        row.number("seq"),
        row.text("model"),
        row.text("alias"),
        row.optionalInteger("version"),
        new Change(
            row.text("actor"),
            row.instant("event_time"),
            row.text("reason"),
            row.optionalId("run_id")),
        row.optionalText("back_to").map(Long::valueOf),
        row.instant("recorded_at"));
  }
}
