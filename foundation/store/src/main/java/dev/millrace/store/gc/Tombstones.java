package dev.millrace.store.gc;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Database;
import dev.millrace.store.database.Many;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says in the database that contents are gone, before they are: from then on nobody finds them.
 *
 * <p>Finding out what is needed takes long in a large store, and so does marking a million rows;
 * writers should wait for neither. So the first is done on a snapshot, the second in parts, and
 * each part's transaction looks whether anything has happened since: everything that can make a
 * content needed is an event or a hold. If it is never quiet for long enough, writers wait in the
 * end.
 */
final class Tombstones {
  private static final int ATTEMPTS = 5;
  private static final int PART = 2000;

  private final Database database;
  private final Plan plan;
  private final String actor;
  private final Supplier<Instant> now;
  private final Set<Digest> gone = new LinkedHashSet<>();

  Tombstones(Database database, Plan plan, String actor, Supplier<Instant> now) {
    this.database = database;
    this.plan = plan;
    this.actor = actor;
    this.now = now;
  }

  /** The planned contents that nobody needs, still, and that are no longer found. */
  Set<Digest> set() {
    boolean done = plan.removals().isEmpty();
    for (int attempt = 0; attempt < ATTEMPTS && !done; attempt++) {
      done = buryInParts(database.read(this::find));
    }
    if (!done) {
      gone.addAll(
          database.write(
              sql -> {
                Map<Digest, Set<Id>> needless = find(sql).needless();
                bury(sql, needless);
                return Set.copyOf(needless.keySet());
              }));
    }
    return gone;
  }

  /** Goes on as long as nothing else happens; false if something has. */
  private boolean buryInParts(Found found) {
    Mark mark = found.mark();
    Iterator<Map.Entry<Digest, Set<Id>>> rest = found.needless().entrySet().iterator();
    while (rest.hasNext()) {
      Map<Digest, Set<Id>> part = new HashMap<>();
      while (rest.hasNext() && part.size() < PART) {
        Map.Entry<Digest, Set<Id>> next = rest.next();
        part.put(next.getKey(), next.getValue());
      }
      Mark before = mark;
      Optional<Mark> after =
          database.write(
              sql ->
                  Mark.of(sql).equals(before)
                      ? Optional.of(bury(sql, part))
                      : Optional.<Mark>empty());
      if (after.isEmpty()) {
        return false;
      }
      gone.addAll(part.keySet());
      mark = after.get();
    }
    return true;
  }

  private Found find(Sql sql) {
    Mark mark = Mark.of(sql);
    Needs needs = Needs.of(sql, plan.policy(), now.get());
    Map<Digest, Set<Id>> needless = new HashMap<>();
    Set<Digest> needed = new HashSet<>();
    Many.each(
        sql,
        "SELECT id, digest FROM artifact WHERE state = 'LIVE' AND digest IN (?*)",
        row -> {
          Digest digest = row.digest("digest");
          Id id = row.id("id");
          needless.computeIfAbsent(digest, _ -> new HashSet<>()).add(id);
          if (needs.keeper(id).isPresent()) {
            needed.add(digest);
          }
        },
        plan.removals().stream().map(Plan.Removal::digest).toList());
    needless.keySet().removeAll(needed);
    return new Found(mark, needless);
  }

  private Mark bury(Transaction sql, Map<Digest, Set<Id>> needless) {
    Many.execute(
        sql,
        "UPDATE artifact SET state = 'GONE' WHERE state = 'LIVE' AND digest IN (?*)",
        needless.keySet());
    List<Id> artifacts = needless.values().stream().flatMap(Set::stream).toList();
    Many.execute(sql, "DELETE FROM artifact_property WHERE artifact_id IN (?*)", artifacts);
    if (!artifacts.isEmpty()) {
      sql.event(
          new NewEvent(
              "gc.collected",
              "gc",
              actor,
              sql.now(),
              Json.object()
                  .put("contents", needless.size())
                  .put("artifacts", artifacts.size())
                  .put("newest_runs", plan.policy().newestRuns())
                  .put("younger_than", plan.policy().youngerThan().toString())));
    }
    return Mark.of(sql);
  }

  private record Found(Mark mark, Map<Digest, Set<Id>> needless) {}

  /** How far the logs of what happens have come. */
  private record Mark(long event, long hold) {
    static Mark of(Sql sql) {
      return sql.first(
              """
              SELECT (SELECT coalesce(max(seq), 0) FROM event) AS event,
                (SELECT coalesce(max(seq), 0) FROM hold) AS hold
              """,
              row -> new Mark(row.number("event"), row.number("hold")))
          .orElseThrow();
    }
  }
}
