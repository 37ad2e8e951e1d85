package dev.millrace.data.ingest;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A stretch of time that some files hold the rows of.
 *
 * @param start inclusive, in the calendar of the data
 * @param end exclusive
 */
record Span(LocalDateTime start, LocalDateTime end) {

  boolean overlaps(Span other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  SequencedMap<String, String> toProperty(ZoneId zone) {
    SequencedMap<String, String> property = new LinkedHashMap<>();
    property.put("start", start.atZone(zone).toInstant().toString());
    property.put("end", end.atZone(zone).toInstant().toString());
    return property;
  }

  /** In ISO 8601 with the zone's offset, so that the day it begins with is the calendar's. */
  String start(ZoneId zone) {
    return start.atZone(zone).toOffsetDateTime().toString();
  }

  /** As {@link #start(ZoneId)} writes it. */
  String end(ZoneId zone) {
    return end.atZone(zone).toOffsetDateTime().toString();
  }

  @Override
  public String toString() {
    return start + " to " + end;
  }
}
