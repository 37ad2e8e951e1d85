package dev.millrace.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One task's log, open for writing. Each line can be read by others as soon as it is written. */
public final class TaskLog implements AutoCloseable {
  private static final int LONGEST_LINE = 16_384;

  private final LogSegments segments;
  private Path current;
  private OutputStream out;
  private long bytes;
  private long lines;

  private TaskLog(LogSegments segments, Path current) throws IOException {
    this.segments = segments;
    this.current = current;
    this.lines = segments.count();
    this.out = open(current);
    this.bytes = Files.size(current);
    startTail();
  }

  static TaskLog append(LogSegments segments) throws IOException {
    // There is an older segment without a newer one if a process died between the two.
    boolean pastHead = Files.exists(segments.newer()) || Files.exists(segments.older());
    Path current = pastHead ? segments.newer() : segments.head();
    OwnerOnly.touch(current);
    endLastLine(current);
    return new TaskLog(segments, current);
  }

  /** Writes a text as one line, or as several if it has line breaks. */
  public synchronized void line(String text) throws IOException {
    for (String line : text.isEmpty() ? new String[] {""} : text.split("\\R", -1)) {
      write(line.length() > LONGEST_LINE ? cut(line) : line);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private void write(String line) throws IOException {
    byte[] encoded = (line + "\n").getBytes(UTF_8);
    long room = current.equals(segments.head()) ? segments.headBytes() : segments.tailBytes();
    if (bytes > 0 && bytes + encoded.length > room) {
      startSegment();
    }
    out.write(encoded);
    bytes += encoded.length;
    lines++;
  }

  private void startSegment() throws IOException {
    out.close();
    if (current.equals(segments.newer())) {
      Files.move(segments.newer(), segments.older(), StandardCopyOption.REPLACE_EXISTING);
    }
    current = segments.newer();
    OwnerOnly.touch(current);
    out = open(current);
    bytes = 0;
    startTail();
  }

  private void startTail() throws IOException {
    if (bytes == 0 && current.equals(segments.newer())) {
      byte[] start = (lines + "\n").getBytes(UTF_8);
      out.write(start);
      bytes = start.length;
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  private static String cut(String line) {
    int end =
        Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
    return line.substring(0, end) + " … (" + (line.length() - end) + " more characters)";
  }

  /** A process that was killed may have left half a line. */
  private static void endLastLine(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long length = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      if (length > 0 && channel.position(length - 1).read(last) == 1 && last.get(0) != '\n') {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
    }
  }
}
