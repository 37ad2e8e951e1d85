package dev.millrace.core.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or storage, written with its unit: {@code 512MiB}, {@code 1.5GiB}, {@code
 * 2GB}. Units with an i are powers of 1024 (IEC 80000-13), those without of 1000.
 */
public record ByteSize(long bytes) {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([kKMGT]i?B|B)");

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("kiB", 1L << 10),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40));

  public ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size is at least 1B, found " + bytes);
    }
  }

  /**
   * Reads a number with its unit.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ByteSize read(Object written) {
    Matcher matcher = WRITTEN.matcher(String.valueOf(written));
    if (!(written instanceof String) || !matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a size with its unit, such as 512MiB or 2GiB, found '" + written + "'");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    long unit = UNITS.getOrDefault(matcher.group(2), 1L);
    BigDecimal bytes = number.multiply(BigDecimal.valueOf(unit));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + written + "' is more than any machine has");
    }
    return new ByteSize(bytes.longValue());
  }

  /** In the largest unit of 1024 that needs no fraction. */
  @JsonValue
  public String text() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long number = bytes;
    int unit = 0;
    while (number % 1024 == 0 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }

  @Override
  public String toString() {
    return text();
  }
}
