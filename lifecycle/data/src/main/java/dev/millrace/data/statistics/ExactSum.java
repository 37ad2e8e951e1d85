package dev.millrace.data.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A sum of doubles, or of their squares, without any rounding.
 *
 * <p>Adding doubles rounds, so the sum of a column depends on the order of its rows and on how they
 * were cut into shards. Here the sum is kept as one wide fixed-point number, wide enough for every
 * bit that a double or the square of one can have: limbs of 32 bits, least significant first, each
 * in a long whose upper half takes the carries until they are passed on. Addition of integers is
 * exact, so any order and any cutting gives the same sum, and the mean and the variance that follow
 * from it are rounded once. (The idea is Kulisch's long accumulator; R. M. Neal, "Fast exact
 * summation using small and large superaccumulators", arXiv:1505.05571, describes fast forms.)
 */
final class ExactSum {

  /** The lowest bit of a sum is 2^-LOWEST: that of the square of the least double, 2^-1074. */
  private static final int LOWEST = 2 * 1074;

  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xFFFF_FFFFL;

  /** From 2^-2148 to above 2^2048, with room for 2^64 summands. */
  private static final int LIMBS = (LOWEST + 2048 + 64) / LIMB_BITS + 2;

  /** A limb takes this many additions of 32 bits before its carry must be passed on. */
  private static final int MOST_PENDING = 1 << 30;

  private static final int FRACTION_BITS = 52;
  private static final int HALF_BITS = 53;
  private static final long HALF = (1L << HALF_BITS) - 1;

  private final long[] limbs = new long[LIMBS];
  private int pending;

  /** Adds a finite double. */
  void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = mantissa(bits);
    addShifted(0, mantissa, exponent(bits) + LOWEST, bits < 0);
  }

  /** Adds the square of a finite double. */
  void addSquare(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = mantissa(bits);
    long high = Math.multiplyHigh(mantissa, mantissa);
    addShifted(high, mantissa * mantissa, 2 * exponent(bits) + LOWEST, false);
  }

  void add(long value) {
    addShifted(0, Math.abs(value), LOWEST, value < 0);
  }

  /** Adds the square of any long: of the least one too, whose absolute value is 2^63 unsigned. */
  void addSquare(long value) {
    long magnitude = Math.abs(value);
    long high = Math.unsignedMultiplyHigh(magnitude, magnitude);
    addShifted(high, magnitude * magnitude, LOWEST, false);
  }

  /** Adds a value some times. */
  void add(double value, long times) {
    long bits = Double.doubleToRawLongBits(value);
    addTimes(mantissa(bits), times, exponent(bits) + LOWEST, bits < 0);
  }

  /** Adds the square of a value some times: its mantissa's square in two parts of 53 bits. */
  void addSquare(double value, long times) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = mantissa(bits);
    long high = Math.multiplyHigh(mantissa, mantissa);
    long low = mantissa * mantissa;
    int shift = 2 * exponent(bits) + LOWEST;
    addTimes(low & HALF, times, shift, false);
    addTimes((high << (64 - HALF_BITS)) | (low >>> HALF_BITS), times, shift + HALF_BITS, false);
  }

  /** Adds 2 · upper · lower · 2^32, some times; both factors have at most 32 bits. */
  void addDoubled(long upper, long lower, long times) {
    long units = Math.abs(upper) * lower;
    addTimes(units & LIMB_MASK, times, 33 + LOWEST, upper < 0);
    addTimes(units >>> LIMB_BITS, times, 33 + LIMB_BITS + LOWEST, upper < 0);
  }

  private void addTimes(long units, long times, int shift, boolean negative) {
    addShifted(Math.multiplyHigh(units, times), units * times, shift, negative);
  }

  /**
   * Adds doubles of one sign and exponent.
   *
   * @param fractions the sum of their mantissas without the implicit bit, unsigned
   * @param ones how many have that bit
   * @param exponent as it is in their bits
   */
  void addUnits(long fractions, long ones, int exponent, boolean negative) {
    if (exponent == 0x7FF) {
      throw new IllegalArgumentException("not in the value domain: a number is finite");
    }
    long low = fractions + (ones << FRACTION_BITS);
    long carry = Long.compareUnsigned(low, fractions) < 0 ? 1 : 0;
    long high = (ones >>> (64 - FRACTION_BITS)) + carry;
    addShifted(high, low, Math.max(exponent, 1) - 1075 + LOWEST, negative);
  }

  /** Adds the integer {@code high·2^64 + low}, unsigned. */
  void addWide(long high, long low) {
    addShifted(high, low, LOWEST, false);
  }

  /** Writes the sum: the limbs that are not zero, once carries are passed on. */
  void write(PartialWriter to) {
    carry();
    int from = 0;
    int end = LIMBS;
    while (from < end && limbs[from] == 0) {
      from++;
    }
    while (end > from && limbs[end - 1] == 0) {
      end--;
    }
    to.number(from).number(end - from);
    for (int i = from; i < end; i++) {
      to.word(limbs[i]);
    }
  }

  static ExactSum read(PartialReader from) {
    ExactSum sum = new ExactSum();
    int first = from.size(LIMBS);
    int size = from.size(LIMBS - first);
    for (int i = first; i < first + size; i++) {
      sum.limbs[i] = from.word();
    }
    sum.pending = MOST_PENDING;
    return sum;
  }

  void add(ExactSum other) {
    other.carry();
    carry();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    pending = 2;
  }

  /** Adds the integer {@code high·2^64 + low}, unsigned, times 2^shift, or takes it away. */
  private void addShifted(long high, long low, int shift, boolean negative) {
    if (pending >= MOST_PENDING) {
      carry();
    }
    pending++;
    int limb = shift / LIMB_BITS;
    int left = shift % LIMB_BITS;
    long sign = negative ? -1 : 1;
    long carried = 0;
    for (int i = 0; i < 4; i++) {
      long part = ((i < 2 ? low : high) >>> (i % 2 * LIMB_BITS)) & LIMB_MASK;
      long moved = (part << left) | carried;
      limbs[limb + i] += sign * (moved & LIMB_MASK);
      carried = moved >>> LIMB_BITS;
    }
    limbs[limb + 4] += sign * carried;
  }

  /** Passes carries on, so that every limb but the highest is within 32 bits. */
  private void carry() {
    long carry = 0;
    for (int i = 0; i < LIMBS - 1; i++) {
      long sum = limbs[i] + carry;
      limbs[i] = sum & LIMB_MASK;
      carry = sum >> LIMB_BITS;
    }
    limbs[LIMBS - 1] += carry;
    pending = 0;
  }

  /** The sum. */
  Exact value() {
    carry();
    int used = LIMBS;
    while (used > 0 && limbs[used - 1] == 0) {
      used--;
    }
    if (used == 0) {
      return Exact.ZERO;
    }
    ByteBuffer units = ByteBuffer.allocate(Integer.BYTES * LIMBS + Long.BYTES);
    units.putLong(limbs[LIMBS - 1]);
    for (int i = LIMBS - 2; i >= 0; i--) {
      units.putInt((int) limbs[i]);
    }
    return new Exact(exact(new BigInteger(units.array(), 0, units.position())));
  }

  /** units · 2^-LOWEST = units · 5^LOWEST · 10^-LOWEST, with the common powers of two taken out. */
  private static BigDecimal exact(BigInteger units) {
    if (units.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int twos = Math.min(units.getLowestSetBit(), LOWEST);
    int scale = LOWEST - twos;
    BigInteger digits = units.shiftRight(twos).multiply(BigInteger.valueOf(5).pow(scale));
    return new BigDecimal(digits, scale).stripTrailingZeros();
  }

  private static long mantissa(long bits) {
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    return biasedExponent(bits) == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
  }

  /** Of the mantissa's lowest bit; -1074 for the least doubles. */
  private static int exponent(long bits) {
    int biased = biasedExponent(bits);
    if (biased == 0x7FF) {
      throw new IllegalArgumentException(
          Double.longBitsToDouble(bits) + " is not in the value domain: a number is finite");
    }
    return Math.max(biased, 1) - 1075;
  }

  private static int biasedExponent(long bits) {
    return (int) (bits >>> 52) & 0x7FF;
  }
}
