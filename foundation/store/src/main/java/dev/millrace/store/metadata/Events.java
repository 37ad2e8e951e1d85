package dev.millrace.store.metadata;

import dev.millrace.store.MetadataStore.Event;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import java.util.List;

/** The event log, which is only ever appended to. */
final class Events {
  private static final String SELECT = "SELECT * FROM event ";

  private Events() {}

  static List<Event> after(Sql sql, long sequence, int limit) {
    return sql.list(SELECT + "WHERE seq > ? ORDER BY seq LIMIT ?", Events::read, sequence, limit);
  }

  static List<Event> of(Sql sql, String subject) {
    return sql.list(SELECT + "WHERE subject = ? ORDER BY seq", Events::read, subject);
  }

  private static Event read(Row row) {
    return new Event(
        row.number("seq"),
        row.text("kind"),
        row.text("subject"),
        row.text("actor"),
        row.instant("event_time"),
        row.instant("recorded_at"),
        row.json("data"));
  }
}
