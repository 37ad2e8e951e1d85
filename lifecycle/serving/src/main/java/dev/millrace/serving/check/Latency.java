package dev.millrace.serving.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long an answer takes, written with its unit: {@code 850us}, {@code 2ms}, {@code 1.5s}. */
@Doc("a latency such as 850us, 2ms or 1.5s")
public record Latency(long micros) implements Comparable<Latency> {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(us|µs|ms|s)");

  private static final Map<String, Integer> DECIMALS = Map.of("us", 0, "µs", 0, "ms", 3, "s", 6);

  public Latency {
    if (micros < 1) {
      throw new IllegalArgumentException("a latency is at least 1us, found " + micros);
    }
  }

  /** Rounded up to a whole microsecond, so that none is beyond a limit unseen. */
  static Latency ofNanos(long nanos) {
    return new Latency(Math.max(1, Math.ceilDiv(nanos, 1_000L)));
  }

  /**
   * Reads a number with its unit.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Latency read(Object written) {
    Matcher matcher = WRITTEN.matcher(String.valueOf(written));
    if (!(written instanceof String) || !matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a latency with its unit, such as 2ms or 850us, found '" + written + "'");
    }
    int decimals = DECIMALS.getOrDefault(matcher.group(2), 0);
    BigDecimal micros = new BigDecimal(matcher.group(1)).movePointRight(decimals);
    return new Latency(micros.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** In the largest unit of which it is at least one. */
  @JsonValue
  public String text() {
    if (micros >= 1_000_000) {
      return decimal(6) + "s";
    }
    return micros >= 1_000 ? decimal(3) + "ms" : micros + "us";
  }

  double seconds() {
    return micros / 1e6;
  }

  @Override
  public int compareTo(Latency other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return text();
  }

  private String decimal(int places) {
    return BigDecimal.valueOf(micros, places).stripTrailingZeros().toPlainString();
  }
}
