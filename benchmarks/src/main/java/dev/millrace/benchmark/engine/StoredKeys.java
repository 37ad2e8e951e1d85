package dev.millrace.benchmark.engine;

import java.time.Instant;
import java.util.HexFormat;

/** What rows of a filled store are known by: the same for the same number, scattered like real. */
final class StoredKeys {

  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");

  /** Of which table a row is; ids of different ones differ. */
  enum Kind {
    PROJECT(0),
    EXPERIMENT(1),
    PIPELINE_VERSION(2),
    RUN(3),
    TASK(4),
    EXECUTION(5),
    ARTIFACT(6);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  private StoredKeys() {}

  /** An id of version 7, as the tables keep it: by its time, one millisecond for each number. */
  static String id(Kind kind, long number) {
    long time = FIRST.toEpochMilli() + number;
    long high = (time << 16) | 0x7000L | kind.number;
    long low = 0x8000_0000_0000_0000L | (scattered(number, kind.number) >>> 2);
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  /** A digest: equal for no two numbers of a kind. */
  static String digest(Kind kind, long number) {
    StringBuilder digits = new StringBuilder();
    for (int part = 0; part < 4; part++) {
      digits.append(HexFormat.of().toHexDigits(scattered(number, kind.number * 4L + part)));
    }
    return digits.toString();
  }

  /** When a row was recorded, in microseconds since the epoch. */
  static long micros(long number) {
    return (FIRST.toEpochMilli() + number) * 1000;
  }

  /** From 0 up to a bound, in no order. */
  static int choice(long number, long salt, int bound) {
    return (int) Long.remainderUnsigned(scattered(number, salt), bound);
  }

  /** SplitMix64's finalizer over the number and a salt: a bijection of the number. */
  private static long scattered(long number, long salt) {
    long mixed = number + (salt + 1) * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
