package dev.millrace.data.transform;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of one column of each type, and two of those that features are mostly made of. */
record RawRow(
    @Nullable Double x,
    @Nullable Double y,
    @Nullable Long i,
    @Nullable Boolean b,
    @Nullable String s,
    @Nullable String r,
    @Nullable Long t) {

  static final List<String> COLUMNS = List.of("x", "y", "i", "b", "s", "r", "t");

  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 2, 2.5, 0.1, -7.25, 100, 1e-40, Double.MIN_VALUE, 1e300, -1e300, 3.5e38
  };
  private static final long[] INTEGERS = {
    0, 1, 2, 3, -5, 1000, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final long[] MOMENTS = {
    0,
    -1,
    951_782_400_000_000L, // 2000-02-29
    9_223_372_036_854_775L, // where nanoseconds end, in 2262
    -9_999_999_999_999_999L,
    250_000_000_000_000_000L,
    -62_135_596_800_000_000L // the year 1
  };
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "JFK",
          "jfk",
          "ORD",
          "JFK ORD",
          "ORD  JFK ",
          "ORD JFK ORD fog",
          "fog",
          "✈️",
          "👩🏽‍✈️ fog",
          "a\0b",
          "\0",
          "é",
          "e\u0301",
          "\uFF5E",
          "𝔘𝔫𝔦",
          "a\tb\nc");
  private static final List<String> UNSEEN = List.of("unseen", "fog unseen", "🛬", "Jfk", "ord");

  static RawRow full() {
    return new RawRow(1.5, -2.0, 4L, true, "JFK", "fog ORD", 978_307_200_000_000L);
  }

  /**
   * @param later true of a row that may have what no row of the training split has
   */
  static RawRow random(Random random, boolean later) {
    return new RawRow(
        missing(random) ? null : number(random),
        missing(random) ? null : number(random),
        missing(random) ? null : integer(random),
        missing(random) ? null : random.nextBoolean(),
        missing(random) ? null : text(random, later),
        missing(random) ? null : text(random, later),
        missing(random) ? null : moment(random));
  }

  private static boolean missing(Random random) {
    return random.nextInt(6) == 0;
  }

  private static double number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> random.nextInt(20) - 5;
      default -> random.nextGaussian() * 10;
    };
  }

  private static long integer(Random random) {
    return random.nextInt(3) == 0
        ? INTEGERS[random.nextInt(INTEGERS.length)]
        : random.nextInt(12) - 2;
  }

  private static long moment(Random random) {
    return random.nextInt(3) == 0
        ? MOMENTS[random.nextInt(MOMENTS.length)]
        : random.nextLong(-3_000_000_000_000_000L, 9_000_000_000_000_000L);
  }

  private static String text(Random random, boolean later) {
    List<String> texts = later && random.nextInt(3) == 0 ? UNSEEN : TEXTS;
    return texts.get(random.nextInt(texts.size()));
  }

  @Nullable Object value(String column) {
    return switch (column) {
      case "x" -> x;
      case "y" -> y;
      case "i" -> i;
      case "b" -> b;
      case "s" -> s;
      case "r" -> r;
      case "t" -> t;
      default -> throw new IllegalArgumentException(column);
    };
  }

  /** As a row of SQL's VALUES. */
  private String sql() {
    return COLUMNS.stream()
        .map(column -> sql(column, value(column)))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String sql(String column, @Nullable Object value) {
    String type =
        switch (column) {
          case "x", "y" -> "DOUBLE";
          case "i" -> "BIGINT";
          case "b" -> "BOOLEAN";
          case "t" -> "TIMESTAMP";
          default -> "VARCHAR";
        };
    if (value == null) {
      return "CAST(NULL AS " + type + ")";
    }
    return switch (type) {
      case "TIMESTAMP" -> "make_timestamp(" + value + ")";
      case "VARCHAR" ->
          "decode(from_hex('"
              + HexFormat.of().formatHex(((String) value).getBytes(StandardCharsets.UTF_8))
              + "'))";
      default -> "CAST('" + value + "' AS " + type + ")";
    };
  }

  static String query(List<RawRow> rows) {
    return rows.stream().map(RawRow::sql).collect(Collectors.joining(", ", "FROM (VALUES ", ")"))
        + " AS rows("
        + String.join(", ", COLUMNS)
        + ")";
  }

  /** False of texts that ONNX Runtime's Java API cannot carry. */
  boolean carried() {
    return carried(s) && carried(r);
  }

  private static boolean carried(@Nullable String text) {
    return text == null || text.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c));
  }
}
