package dev.millrace.engine.trigger;

import dev.millrace.store.TriggerStore.Mark;
import java.time.Instant;
import java.util.List;

/**
 * Something that a trigger waits for and that has come.
 *
 * @param id the same however often it is looked at, and of no other
 * @param eventTime what a run for it is as of
 * @param reason in words, with figures
 * @param marks by which it is known to have been dealt with
 */
record Occurrence(String id, Instant eventTime, String reason, List<Mark> marks) {

  Occurrence {
    marks = List.copyOf(marks);
  }
}
