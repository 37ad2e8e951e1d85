package dev.millrace.serving.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The few calls of a file that the request log makes: each of them may fail, and tests let it. */
interface LogFile extends Closeable {

  /** Writes some of the bytes at the end. */
  void write(ByteBuffer bytes) throws IOException;

  void truncate(long size) throws IOException;

  /** Returns when what was written is on disk. */
  void force() throws IOException;

  /** Bytes in it when it was opened. */
  long size() throws IOException;

  /** Opens log files. */
  @FunctionalInterface
  interface Opener {

    /** A file to go on with; it and its directory are made where they are not there. */
    LogFile open(Path path) throws IOException;
  }

  /** On disk, to be read by this user alone. */
  static LogFile onDisk(Path path) throws IOException {
    Path directory = Files.createDirectories(path.getParent(), mode("rwx------"));
    Set<OpenOption> append =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(path, append, mode("rw-------"));
    try (FileChannel entry = FileChannel.open(directory, LinkOption.NOFOLLOW_LINKS)) {
      entry.force(true); // the file's name, too, outlives a crash
    }
    return new OnDisk(channel);
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  /** A file of this machine. */
  record OnDisk(FileChannel channel) implements LogFile {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      channel.write(bytes);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
