package dev.millrace.data.transform;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An expression as it is written, and its value for a row, which is null where it is missing. */
record Formula(String text, Meaning meaning) {

  /** A formula's value. */
  interface Meaning {
    @Nullable Double of(RawRow row);
  }

  private interface Two {
    @Nullable Double of(double a, double b);
  }

  private interface One {
    @Nullable Double of(double a);
  }

  static Formula random(Random random, int depth) {
    return switch (depth == 0 ? random.nextInt(2) : random.nextInt(8)) {
      case 0 -> column("xyib".charAt(random.nextInt(4)) + "");
      case 1 -> constant(new double[] {0, 1, 2.5, 3, 1000}[random.nextInt(5)]);
      case 2, 3, 4 -> two(random, random(random, depth - 1), random(random, depth - 1));
      case 5, 6 -> one(random, random(random, depth - 1));
      default ->
          choice(random(random, depth - 1), random(random, depth - 1), random(random, depth - 1));
    };
  }

  private static Formula column(String name) {
    return new Formula(name, row -> NumbersOfRows.plain(row.value(name)));
  }

  private static Formula constant(double value) {
    return new Formula(Double.toString(value), row -> value);
  }

  private static Formula two(Random random, Formula a, Formula b) {
    return switch (random.nextInt(13)) {
      case 0 -> between(a, "+", b, (x, y) -> x + y);
      case 1 -> between(a, "-", b, (x, y) -> x - y);
      case 2 -> between(a, "*", b, (x, y) -> x * y);
      case 3, 4 -> between(a, "/", b, (x, y) -> y == 0 ? null : (Double) (x / y));
      case 5 -> between(a, "<", b, (x, y) -> x < y ? 1.0 : 0.0);
      case 6 -> between(a, "<=", b, (x, y) -> x <= y ? 1.0 : 0.0);
      case 7 -> between(a, ">", b, (x, y) -> x > y ? 1.0 : 0.0);
      case 8 -> between(a, ">=", b, (x, y) -> x >= y ? 1.0 : 0.0);
      case 9 -> between(a, "==", b, (x, y) -> x == y ? 1.0 : 0.0);
      case 10 -> between(a, "!=", b, (x, y) -> x != y ? 1.0 : 0.0);
      case 11 -> called("min", a, b, (x, y) -> y < x ? y : x);
      default ->
          random.nextBoolean()
              ? called("max", a, b, (x, y) -> y > x ? y : x)
              : called("pow", a, b, Formula::pow);
    };
  }

  private static Formula one(Random random, Formula a) {
    return switch (random.nextInt(6)) {
      case 0 -> called("-", a, x -> -x);
      case 1 -> called("abs", a, Math::abs);
      case 2 -> called("sqrt", a, x -> x < 0 ? null : (Double) StrictMath.sqrt(x));
      case 3 -> called("log", a, x -> x <= 0 ? null : (Double) StrictMath.log(x));
      case 4 -> called("exp", a, StrictMath::exp);
      default -> called("floor", a, Math::floor);
    };
  }

  /** As IEEE 754 has it: Java's own has no value for 1 or −1 to an infinite power. */
  private static double pow(double x, double y) {
    return Math.abs(x) == 1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
  }

  private static Formula choice(Formula c, Formula a, Formula b) {
    return new Formula(
        "(" + c.text + " ? " + a.text + " : " + b.text + ")",
        row -> {
          Double which = c.meaning.of(row);
          if (which == null) {
            return null;
          }
          return which != 0 ? a.meaning.of(row) : b.meaning.of(row);
        });
  }

  private static Formula between(Formula a, String operator, Formula b, Two two) {
    return new Formula("(" + a.text + " " + operator + " " + b.text + ")", both(a, b, two));
  }

  private static Formula called(String name, Formula a, Formula b, Two two) {
    return new Formula(name + "(" + a.text + ", " + b.text + ")", both(a, b, two));
  }

  private static Formula called(String name, Formula a, One one) {
    return new Formula(
        name + "(" + a.text + ")",
        row -> {
          Double x = a.meaning.of(row);
          return x == null ? null : defined(one.of(x));
        });
  }

  private static Meaning both(Formula a, Formula b, Two two) {
    return row -> {
      Double x = a.meaning.of(row);
      Double y = b.meaning.of(row);
      return x == null || y == null ? null : defined(two.of(x, y));
    };
  }

  private static @Nullable Double defined(@Nullable Double value) {
    return value == null || value.isNaN() ? null : value;
  }
}
