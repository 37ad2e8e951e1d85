package dev.millrace.training;

import dev.millrace.core.value.Digest;
import dev.millrace.training.trainer.LabelledRows;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The digest of rows in memory, made of those of their pieces: equal rows have equal ones. */
final class RowsDigest {

  private static final int PIECE = 1 << 20;

  private final StringBuilder pieces = new StringBuilder();

  private RowsDigest() {}

  static Digest of(List<LabelledRows> parts) {
    RowsDigest digest = new RowsDigest();
    for (LabelledRows rows : parts) {
      digest.add(rows.features().values());
      digest.add(rows.labels());
      digest.add(rows.weights().orElse(new float[0]));
      digest.pieces.append(Arrays.toString(rows.groups().orElse(new int[0]))).append('\n');
    }
    return Digest.of(digest.pieces.toString());
  }

  private void add(float[] values) {
    pieces.append(values.length);
    for (int from = 0; from < values.length; from += PIECE) {
      int length = Math.min(PIECE, values.length - from);
      ByteBuffer bytes = ByteBuffer.allocate(4 * length);
      bytes.asFloatBuffer().put(FloatBuffer.wrap(values, from, length));
      pieces.append(' ').append(Digest.of(bytes.array()));
    }
    pieces.append('\n');
  }
}
