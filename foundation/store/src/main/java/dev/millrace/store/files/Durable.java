package dev.millrace.store.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Getting what was written onto the disk itself. */
final class Durable {
  private Durable() {}

  /** Many at once, so that the disk can take them together. */
  static void force(List<Path> paths) throws IOException {
    try {
      paths.parallelStream()
          .forEach(
              path -> {
                try {
                  force(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file's bytes, or a directory's entries: a new name is only there once its directory is. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
