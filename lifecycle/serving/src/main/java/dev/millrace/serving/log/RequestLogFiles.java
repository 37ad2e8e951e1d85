package dev.millrace.serving.log;

import dev.millrace.core.port.RequestLog;
import dev.millrace.core.value.Id;
import dev.millrace.serving.text.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The request log as files of JSON lines under {@code <home>/requests/<model>}.
 *
 * <p>Predictions go through a bounded queue to one thread that writes them: the caller never waits
 * and never fails; when the queue is full or the disk fails, rows are dropped and counted. Labels
 * are written by the caller and are on disk when the call returns. Each log writes files of its
 * own, so several processes may share a home.
 */
public final class RequestLogFiles implements RequestLog, AutoCloseable {

  private static final int QUEUED_ROWS = 100_000;

  private final Path directory;
  private final PredictionWriter predictions;
  private final LabelWriter labels;

  private RequestLogFiles(Path directory, Id writer, LogFile.Opener files, int queuedRows) {
    this.directory = directory;
    this.predictions =
        new PredictionWriter(
            new Segments(directory, SegmentName.Kind.PREDICTIONS, writer, files), queuedRows);
    this.labels = new LabelWriter(new Segments(directory, SegmentName.Kind.LABELS, writer, files));
  }

  /** The log of a home; nothing is written before the first row. */
  public static RequestLogFiles open(Path home, Clock clock) {
    return open(home, clock, LogFile::onDisk, QUEUED_ROWS);
  }

  /**
   * A log over files of the caller's making, with room for so many rows that are not written yet.
   */
  static RequestLogFiles open(Path home, Clock clock, LogFile.Opener files, int queuedRows) {
    return new RequestLogFiles(home.resolve("requests"), Id.at(clock.instant()), files, queuedRows);
  }

  @Override
  public void predictions(List<Prediction> rows) {
    predictions.offer(rows);
  }

  @Override
  public void labels(String model, List<Label> rows) throws IOException {
    labels.write(ModelName.checked(model), rows);
  }

  @Override
  public void flush() throws IOException {
    predictions.flush();
  }

  @Override
  public long dropped() {
    return predictions.dropped();
  }

  @Override
  public void readPredictions(String model, Instant from, Instant to, Consumer<Prediction> consumer)
      throws IOException {
    reader(model)
        .read(
            SegmentName.Kind.PREDICTIONS,
            day -> !day.isBefore(SegmentName.day(from)) && !day.isAfter(SegmentName.day(to)),
            line -> LogLine.prediction(model, line),
            row -> {
              if (!row.eventTime().isBefore(from) && row.eventTime().isBefore(to)) {
                consumer.accept(row);
              }
            });
  }

  @Override
  public void readLabels(String model, Instant knownBefore, Consumer<Label> consumer)
      throws IOException {
    reader(model)
        .read(
            SegmentName.Kind.LABELS,
            day -> !day.isAfter(SegmentName.day(knownBefore)),
            LogLine::label,
            row -> {
              if (row.eventTime().isBefore(knownBefore)) {
                consumer.accept(row);
              }
            });
  }

  /** Writes what is queued and lets go of the files. */
  @Override
  public void close() throws IOException {
    try (labels) {
      predictions.close();
    }
  }

  private LogReader reader(String model) {
    return new LogReader(directory.resolve(ModelName.checked(model)));
  }
}
