package dev.millrace.serving.log;

import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.serving.log.Segments.Place;
import dev.millrace.serving.text.JsonBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Writes labels so that they are on disk before their sender is told. */
final class LabelWriter implements Closeable {

  private final Segments segments;
  private final ReentrantLock lock = new ReentrantLock();

  LabelWriter(Segments segments) {
    this.segments = segments;
  }

  /** Returns when the rows are durable; after a failure some may be kept, and all may be resent. */
  void write(String model, List<Label> rows) throws IOException {
    Map<Place, JsonBytes> lines = new LinkedHashMap<>();
    for (Label row : rows) {
      Place place = Place.of(model, row.eventTime());
      LogLine.write(lines.computeIfAbsent(place, p -> new JsonBytes(1 << 12)), row);
    }
    lock.lock();
    try {
      for (Map.Entry<Place, JsonBytes> day : lines.entrySet()) {
        segments.at(day.getKey()).appendDurably(day.getValue().toByteArray());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      segments.close();
    } finally {
      lock.unlock();
    }
  }
}
