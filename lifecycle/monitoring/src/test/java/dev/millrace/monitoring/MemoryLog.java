package dev.millrace.monitoring;

import dev.millrace.core.port.RequestLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A request log in memory. */
final class MemoryLog implements RequestLog {

  final List<Prediction> predictions = new ArrayList<>();
  final List<Label> labels = new ArrayList<>();

  @Override
  public void predictions(List<Prediction> rows) {
    predictions.addAll(rows);
  }

  @Override
  public void labels(String model, List<Label> rows) {
    labels.addAll(rows);
  }

  @Override
  public void flush() {}

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void readPredictions(
      String model, Instant from, Instant to, Consumer<Prediction> consumer) {
    predictions.stream()
        .filter(row -> row.model().equals(model))
        .filter(row -> !row.eventTime().isBefore(from) && row.eventTime().isBefore(to))
        .forEach(consumer);
  }

  @Override
  public void readLabels(String model, Instant knownBefore, Consumer<Label> consumer) {
    labels.stream().filter(row -> row.eventTime().isBefore(knownBefore)).forEach(consumer);
  }
}
