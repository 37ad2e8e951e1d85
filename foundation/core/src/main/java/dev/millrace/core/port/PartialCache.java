package dev.millrace.core.port;

import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps partial results, such as what was counted of one shard, by a key that names everything they
 * depend on: the shard's content, the options, the version of the code. What is kept may be gone at
 * any time; without it the same result takes longer. Several threads may ask at once.
 */
public interface PartialCache {

  /** What was put under the key; empty if nothing was, or it is gone or damaged. */
  Optional<byte[]> find(Digest key);

  /**
   * Keeps a result.
   *
   * @throws IOException if it cannot be kept, which is no reason to fail
   */
  void put(Digest key, byte[] result) throws IOException;

  /** One that keeps nothing. */
  static PartialCache none() {
    return new PartialCache() {
      @Override
      public Optional<byte[]> find(Digest key) {
        return Optional.empty();
      }

      @Override
      public void put(Digest key, byte[] result) {
        // Nothing is kept.
      }
    };
  }
}
