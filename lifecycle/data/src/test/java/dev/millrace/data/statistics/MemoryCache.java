package dev.millrace.data.statistics;

import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps everything, and counts how often it knew. */
final class MemoryCache implements PartialCache {

  final Map<Digest, byte[]> kept = new HashMap<>();
  int hits;

  @Override
  public synchronized Optional<byte[]> find(Digest key) {
    hits += kept.containsKey(key) ? 1 : 0;
    return Optional.ofNullable(kept.get(key));
  }

  @Override
  public synchronized void put(Digest key, byte[] result) {
    kept.put(key, result);
  }
}
