package dev.millrace.serving;

import dev.millrace.core.port.RequestLog;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A request log in memory, whose labels may be told to fail. */
final class MemoryLog implements RequestLog {

  final List<Prediction> predictions = new CopyOnWriteArrayList<>();
  final List<Label> labels = new CopyOnWriteArrayList<>();
  boolean failing;

  @Override
  public void predictions(List<Prediction> rows) {
    predictions.addAll(rows);
  }

  @Override
  public void labels(String model, List<Label> rows) throws IOException {
    if (failing) {
      throw new IOException("no space left on device");
    }
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
    predictions.forEach(consumer);
  }

  @Override
  public void readLabels(String model, Instant knownBefore, Consumer<Label> consumer) {
    labels.forEach(consumer);
  }
}
