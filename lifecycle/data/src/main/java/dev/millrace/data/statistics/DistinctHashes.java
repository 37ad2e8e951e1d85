package dev.millrace.data.statistics;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * Counts distinct strings by the least of their hashes: if the k-th least of evenly spread hashes
 * is the fraction f of their range, there are about (k − 1) / f of them, with a standard error of 1
 * / √(k − 2) of that. (Z. Bar-Yossef and others, "Counting distinct elements in a data stream",
 * 2002; K. Beyer and others, "On synopses for distinct-value estimation under multiset operations",
 * 2007.) What is kept depends on which strings there are and on nothing else.
 */
final class DistinctHashes {

  /** A standard error of 2.2 %. */
  static final int MOST_HASHES = 2048;

  private static final long SEED = 9001;

  private final TreeSet<Long> least = new TreeSet<>(Long::compareUnsigned);

  void add(String value) {
    add(hash(value));
  }

  void addAll(Collection<Long> hashes) {
    hashes.forEach(this::add);
  }

  private void add(long hash) {
    if (least.size() < MOST_HASHES) {
      least.add(hash);
    } else if (Long.compareUnsigned(hash, least.last()) < 0 && least.add(hash)) {
      least.pollLast();
    }
  }

  List<Long> build() {
    return List.copyOf(least);
  }

  static long estimate(List<Long> hashes) {
    if (hashes.size() < MOST_HASHES) {
      return hashes.size();
    }
    double fraction = unsigned(hashes.getLast()) / 0x1p64;
    return Math.round((MOST_HASHES - 1) / fraction);
  }

  private static double unsigned(long hash) {
    return (hash >>> 1) * 2.0 + (hash & 1);
  }

  private static long hash(String value) {
    return MurmurHash3.hash(value.getBytes(StandardCharsets.UTF_8), SEED)[0];
  }
}
