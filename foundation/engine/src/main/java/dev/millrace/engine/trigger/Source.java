package dev.millrace.engine.trigger;

import dev.millrace.store.TriggerStore.Mark;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where a trigger looks. */
sealed interface Source
    permits FilesSource, FindingSource, MovedDataSource, ScheduleSource, SpansSource {

  /** The mark that every trigger has from its activation on, with the time of that. */
  String SINCE = "since";

  /**
   * What there is to see.
   *
   * @throws dev.millrace.core.error.UserError if what is looked at is not as it should be
   */
  Sight look(Moment moment) throws IOException;

  /** What there is already, and is nothing new, when the trigger is activated. */
  List<Mark> baseline(Instant now) throws IOException;

  /**
   * When a trigger looks.
   *
   * @param dealt what it has dealt with, by mark, with the event time of each
   * @param first true if nobody has looked since it was activated, or since this process began
   */
  record Moment(Instant now, Map<String, Instant> dealt, boolean first) {

    Instant since() {
      return dealt.getOrDefault(SINCE, now);
    }
  }
}
