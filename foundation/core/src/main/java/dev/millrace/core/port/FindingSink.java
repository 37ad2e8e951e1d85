package dev.millrace.core.port;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where triggers read what was found: by monitoring about a window of traffic, by a step of a
 * pipeline about data that is distributed unlike other data.
 */
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

  /** What data is compared with. */
  enum Kind {
    /** The data before it. */
    DRIFT,
    /** What is served. */
    SKEW;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Two sets of data that are distributed differently: by enough, and not by chance. The same step
   * of the same pipeline finds the same between the same two once, however often it looks.
   *
   * @param pipeline whose run found it
   * @param step that found it, as a path
   * @param run the first that found it
   * @param data fingerprint of the one
   * @param other fingerprint of what it was compared with
   * @param eventTime what the run was as of
   * @param moved each distance that is too large, at least one
   */
  record DataFinding(
      Id id,
      String pipeline,
      String step,
      Id run,
      Kind kind,
      Digest data,
      Digest other,
      Instant eventTime,
      Instant recordedAt,
      List<Moved> moved) {

    public DataFinding {
      moved = List.copyOf(moved);
      if (moved.isEmpty()) {
        throw new IllegalArgumentException("a finding about data in which nothing moved");
      }
    }
  }

  /**
   * A distance that is too large.
   *
   * @param split of the data, such as {@code train}
   * @param measure such as {@code jensen_shannon}
   * @param limit that the effect reaches
   * @param pValue of an effect this large by chance alone, rows independent
   */
  record Moved(
      String split, String feature, String measure, double effect, double limit, double pValue) {}

  void record(Finding finding);

  /**
   * Keeps a finding about data.
   *
   * @return false if the same was found before; then the earlier one stands
   */
  boolean record(DataFinding finding);

  /** Findings of a model, oldest window first. */
  List<Finding> findings(String model);

  /** Findings of a pipeline about its data, in the order in which they were recorded. */
  List<DataFinding> dataFindings(String pipeline);
}
