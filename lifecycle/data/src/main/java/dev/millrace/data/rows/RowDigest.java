package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of rows that does not depend on their order, which a database is free to choose: the
 * SHA-256 of every row, all of them added up as four numbers of 64 bits.
 */
final class RowDigest {

  private final MessageDigest sha256;
  private final long[] sums = new long[4];
  private long rows;

  RowDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a row; null stands for a missing value. */
  void add(@Nullable String[] values) {
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(UTF_8);
      int length = value == null ? -1 : bytes.length;
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
      sha256.update(bytes);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    for (int i = 0; i < sums.length; i++) {
      sums[i] += digest.getLong();
    }
    rows++;
  }

  String text() {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES * (sums.length + 1)).putLong(rows);
    for (long sum : sums) {
      all.putLong(sum);
    }
    return HexFormat.of().formatHex(all.array());
  }
}
