package dev.millrace.core.api;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;

/**
 * All that a run has recorded of a metric, such as a loss round by round.
 *
 * @param points in the order in which they were recorded; never empty
 */
public record MetricReport(Id run, String metric, List<Point> points) {

  /**
   * @param step of the pipeline that recorded it
   * @param index what it is the value of: a round of training, a trial; 0 if it is of all
   */
  public record Point(String step, long index, double value, Instant recordedAt) {}
}
