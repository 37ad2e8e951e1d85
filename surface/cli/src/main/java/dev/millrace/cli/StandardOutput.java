package dev.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output. A {@code PrintStream} over it goes on in silence when it cannot be
 * written; this remembers why, so that a lost answer does not look like success.
 */
final class StandardOutput extends FileOutputStream {

  /** Of a pipe whose reader has seen enough, as {@code head} does: no failure of ours. */
  private static final String READER_GONE = "Broken pipe";

  private volatile @Nullable IOException failure;

  StandardOutput() {
    super(FileDescriptor.out);
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      super.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why not everything was written; empty also if nobody was there to read it. */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(reason -> !reason.equals(READER_GONE));
  }
}
