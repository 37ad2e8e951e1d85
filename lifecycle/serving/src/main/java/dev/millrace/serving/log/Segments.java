package dev.millrace.serving.log;

import dev.millrace.core.value.Id;
import dev.millrace.serving.text.ModelName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The files that one log writes of one kind, one for each model and day of event time. Those used
 * last stay open; the others are closed and opened again when a row comes. For one thread.
 */
final class Segments implements Closeable {

  private static final int OPEN_AT_ONCE = 32;

  private final Path directory;
  private final SegmentName.Kind kind;
  private final String writer;
  private final LogFile.Opener files;

  /** Least recently used first. */
  private final SequencedMap<Place, LogSegment> open = new LinkedHashMap<>(16, 0.75f, true);

  Segments(Path directory, SegmentName.Kind kind, Id writer, LogFile.Opener files) {
    this.directory = directory;
    this.kind = kind;
    this.writer = writer.hex();
    this.files = files;
  }

  /** Which file a row goes to. */
  record Place(String model, LocalDate day) {
    static Place of(String model, Instant eventTime) {
      return new Place(model, SegmentName.day(eventTime));
    }
  }

  LogSegment at(Place place) throws IOException {
    LogSegment segment = open.get(place);
    if (segment == null) {
      makeRoom();
      SegmentName name = new SegmentName(kind, place.day(), writer);
      Path path = directory.resolve(ModelName.checked(place.model())).resolve(name.fileName());
      segment = new LogSegment(files.open(path));
      open.put(place, segment);
    }
    return segment;
  }

  /** Returns when every line in an open segment is on disk. */
  void force() throws IOException {
    for (LogSegment segment : open.values()) {
      segment.force();
    }
  }

  @Override
  public void close() throws IOException {
    List<LogSegment> segments = new ArrayList<>(open.values());
    open.clear();
    IOException failure = null;
    for (LogSegment segment : segments) {
      try {
        segment.force();
        segment.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void makeRoom() throws IOException {
    if (open.size() == OPEN_AT_ONCE) {
      LogSegment oldest = open.pollFirstEntry().getValue();
      oldest.force();
      oldest.close();
    }
  }
}
