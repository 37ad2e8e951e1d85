package dev.millrace.store.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Getting what was written onto the disk itself. */
final class Durable {
  private Durable() {}

  /** A file's bytes, or a directory's entries: a new name is only there once its directory is. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
