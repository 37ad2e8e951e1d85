package dev.millrace.store.database;

import dev.millrace.store.MetadataStore.NewEvent;
import java.time.Instant;

/** Changes that are all kept or all forgotten. Throwing out of it forgets them. */
public interface Transaction extends Sql {
  /**
   * Runs an INSERT, UPDATE or DELETE.
   *
   * @return how many rows it changed
   */
  int execute(String sql, Object... parameters);

  /** Appends to the event log, together with the change it tells of. */
  void event(NewEvent event);

  /** The present time, by the clock the database was opened with. */
  Instant now();
}
