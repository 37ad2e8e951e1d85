package dev.millrace.serving.check;

import dev.millrace.core.component.TaskContext;
import java.util.Arrays;

/**
 * What answers to one row took.
 *
 * @param p50 the least time that half of the answers do not exceed (nearest rank)
 * @param residentBytes of the server's process after the requests; 0 where the system does not tell
 */
record Measured(Latency p50, Latency p90, Latency p99, long residentBytes) {

  static Measured of(long[] nanos, long residentBytes) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Measured(
        percentile(sorted, 50), percentile(sorted, 90), percentile(sorted, 99), residentBytes);
  }

  void record(TaskContext task) {
    task.metric("serving_p50_seconds", p50.seconds(), 0);
    task.metric("serving_p90_seconds", p90.seconds(), 0);
    task.metric("serving_p99_seconds", p99.seconds(), 0);
    if (residentBytes > 0) {
      task.metric("serving_resident_mib", residentBytes / (double) (1 << 20), 0);
    }
  }

  private static Latency percentile(long[] sorted, int percent) {
    int rank = Math.ceilDiv(percent * sorted.length, 100);
    return Latency.ofNanos(sorted[rank - 1]);
  }
}
