package dev.millrace.core.port;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where monitoring writes what it found about a window of traffic, and triggers read it. */
public interface FindingSink {

  /**
   * What one window of a model's traffic shows.
   *
   * @param windowStart inclusive, event time
   * @param windowEnd exclusive, event time
   * @param performance metrics of the labelled rows by standard name, such as {@code calibration}
   * @param drift by feature
   * @param version the version that answered most of the window's rows
   */
  record Finding(
      Id id,
      String model,
      int version,
      Instant windowStart,
      Instant windowEnd,
      Instant recordedAt,
      long predictions,
      long labels,
      Map<String, Double> performance,
      Map<String, Drift> drift) {}

  /**
   * How far one feature's requests are from the training data.
   *
   * @param effect distance by measure, such as {@code jensen_shannon}
   * @param pValue of a distance this large by chance alone, rows independent
   */
  record Drift(Map<String, Double> effect, double pValue) {}

  void record(Finding finding);

  /** Findings of a model, oldest window first. */
  List<Finding> findings(String model);
}
