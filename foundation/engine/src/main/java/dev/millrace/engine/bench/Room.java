package dev.millrace.engine.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a machine's tasks have taken, and what is left. Not safe for use by several threads. */
final class Room {

  private final Machine machine;
  private final List<Map<String, Integer>> limits = new ArrayList<>();
  private final Map<String, Integer> inPool = new HashMap<>();
  private long milliCpus;
  private long memoryBytes;
  private int statedThreads;
  private int others;

  Room(Machine machine) {
    this.machine = machine;
  }

  /** Of several limits of a pool the smallest counts. */
  void limit(Map<String, Integer> pools) {
    limits.add(pools);
  }

  void unlimit(Map<String, Integer> pools) {
    limits.remove(pools);
  }

  boolean poolHasPlace(Demand demand) {
    return demand.pool().map(pool -> inPool.getOrDefault(pool, 0) < places(pool)).orElse(true);
  }

  boolean has(Demand demand) {
    return milliCpus + demand.milliCpus() <= machine.threads() * 1000L
        && (demand.memoryBytes() == 0
            || memoryBytes + demand.memoryBytes() <= machine.memoryBytes());
  }

  void take(Demand demand) {
    change(demand, 1);
  }

  void giveBack(Demand demand) {
    change(demand, -1);
  }

  int share(Demand demand) {
    return demand.stated()
        ? demand.threads()
        : Math.max(1, (machine.threads() - statedThreads) / Math.max(1, others));
  }

  private int places(String pool) {
    return limits.stream()
        .mapToInt(limit -> limit.getOrDefault(pool, Integer.MAX_VALUE))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private void change(Demand demand, int by) {
    milliCpus += by * demand.milliCpus();
    memoryBytes += by * demand.memoryBytes();
    if (demand.stated()) {
      statedThreads += by * demand.threads();
    } else {
      others += by;
    }
    demand.pool().ifPresent(pool -> inPool.merge(pool, by, Room::sum));
  }

  private static Integer sum(Integer a, Integer b) {
    return a + b;
  }
}
