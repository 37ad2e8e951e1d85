package dev.millrace.serving.check;

import dev.millrace.core.port.RequestLog;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** For a server whose traffic is a check and means nothing. */
final class NoLog implements RequestLog {

  @Override
  public void predictions(List<Prediction> rows) {}

  @Override
  public void labels(String model, List<Label> rows) throws IOException {
    throw new IOException("this server keeps no request log");
  }

  @Override
  public void flush() {}

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void readPredictions(
      String model, Instant from, Instant to, Consumer<Prediction> consumer) {}

  @Override
  public void readLabels(String model, Instant knownBefore, Consumer<Label> consumer) {}
}
