package dev.millrace.core.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A UUID of version 7 (RFC 9562): time-ordered, also written as 32 hexadecimal digits, in JSON
 * always.
 */
public record Id(UUID uuid) implements Comparable<Id> {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new id that sorts by the given instant (milliseconds), with 74 random bits behind it. */
  public static Id at(Instant instant) {
    long random = RANDOM.nextLong();
    long high = (instant.toEpochMilli() << 16) | 0x7000L | (random & 0x0FFFL);
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new Id(new UUID(high, low));
  }

  /**
   * Reads either written form.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Id parse(String text) {
    if (text.length() == 32) {
      return new Id(
          new UUID(
              HexFormat.fromHexDigitsToLong(text, 0, 16),
              HexFormat.fromHexDigitsToLong(text, 16, 32)));
    }
    return new Id(UUID.fromString(text));
  }

  /** The 32 hexadecimal digits without dashes. */
  @JsonValue
  public String hex() {
    return uuid.toString().replace("-", "");
  }

  /**
   * The last eight digits: random, so short names stay distinct among ids made in the same second.
   */
  public String brief() {
    return hex().substring(24);
  }

  @Override
  public int compareTo(Id other) {
    return hex().compareTo(other.hex());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
