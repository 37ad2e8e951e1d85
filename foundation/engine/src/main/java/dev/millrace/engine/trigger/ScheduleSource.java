package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.schedule.Cron;
import dev.millrace.store.TriggerStore.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the clock. One mark suffices: up to when times were dealt with. So no list of times has
 * to be kept or made, however long nobody looked.
 */
record ScheduleSource(Cron cron, ZoneId zone) implements Source {

  /** A time that is noticed later was missed. */
  private static final Duration ON_TIME = Duration.ofMinutes(1);

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

  static ScheduleSource of(TriggerSpec.Schedule spec) {
    return new ScheduleSource(Cron.parse(spec.cron()), ZoneId.of(spec.zone()));
  }

  @Override
  public Sight look(Moment moment) {
    Instant first = cron.next(moment.since(), zone);
    if (first.isAfter(moment.now())) {
      return Sight.nothing("the next time is " + words(first), Optional.of(first));
    }
    Instant last = cron.latest(moment.now(), zone);
    boolean missed = last.plus(ON_TIME).isBefore(moment.now());
    return new Sight(
        first.equals(last) ? List.of(at(last)) : List.of(at(first), at(last)),
        between(first, last),
        missed,
        "",
        Optional.of(cron.next(moment.now(), zone)));
  }

  @Override
  public List<Mark> baseline(Instant now) {
    return List.of(new Mark(SINCE, now));
  }

  private Occurrence at(Instant time) {
    String reason = "the time of " + cron + " has come: " + words(time);
    return new Occurrence(time.toString(), time, reason, List.of(new Mark(SINCE, time)));
  }

  private long between(Instant first, Instant last) {
    return Stream.iterate(cron.next(first, zone), time -> cron.next(time, zone))
        .takeWhile(time -> time.isBefore(last))
        .limit(Sight.MOST_COUNTED)
        .count();
  }

  private String words(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    return WORDS.format(local) + " " + zone;
  }
}
