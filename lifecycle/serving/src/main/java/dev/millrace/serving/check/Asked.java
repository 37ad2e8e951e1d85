package dev.millrace.serving.check;

import dev.millrace.core.value.ByteSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** The limits on what a server takes to answer; each is optional. */
record Asked(LatencyLimits latency, Optional<ByteSize> memory) {

  private static final String MEMORY = "memory";

  /** Holds each limit against what was measured. */
  List<Verdict> verdicts(Measured measured) {
    return List.of(
        time("latency_p50", latency.p50(), measured.p50()),
        time("latency_p90", latency.p90(), measured.p90()),
        time("latency_p99", latency.p99(), measured.p99()),
        memory(measured.residentBytes()));
  }

  /** What to say of them where nothing could be measured. */
  List<Verdict> notReached() {
    return List.of(
        notReached("latency_p50", latency.p50()),
        notReached("latency_p90", latency.p90()),
        notReached("latency_p99", latency.p99()),
        notReached(MEMORY, memory));
  }

  private static Verdict time(String check, Optional<Latency> limit, Latency found) {
    return limit
        .map(most -> verdict(check, most, found.text(), found.compareTo(most) <= 0))
        .orElseGet(() -> Verdict.notAsked(check, found.text()));
  }

  private Verdict memory(long bytes) {
    String found = bytes == 0 ? "unknown: this system does not tell" : mebibytes(bytes);
    return memory
        .map(most -> verdict(MEMORY, most, found, bytes > 0 && bytes <= most.bytes()))
        .orElseGet(() -> Verdict.notAsked(MEMORY, found));
  }

  private static Verdict verdict(String check, Object most, String found, boolean held) {
    String asked = atMost(most);
    return held ? Verdict.held(check, asked, found) : Verdict.failed(check, asked, found);
  }

  private static Verdict notReached(String check, Optional<?> limit) {
    return Verdict.notReached(check, limit.map(Asked::atMost).orElse("no limit"));
  }

  private static String atMost(Object limit) {
    return "at most " + limit;
  }

  /** Rounded up, so that what is beyond a limit does not read as if it kept it. */
  private static String mebibytes(long bytes) {
    BigDecimal mebibyte = BigDecimal.valueOf(1L << 20);
    BigDecimal size = BigDecimal.valueOf(bytes).divide(mebibyte, 1, RoundingMode.CEILING);
    return size.stripTrailingZeros().toPlainString() + "MiB";
  }
}
