package dev.millrace.store.files;

import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.store.Home;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Partial results as files of a home, each named by its key. A file begins with the digest of what
 * follows, so one that is cut or changed is a miss; that is why nothing waits for the disk. When
 * there is too much, what was not used for longest goes. Any number of processes may use the same
 * home: a file appears whole, by its name, and one that another process took away is a miss.
 */
public final class PartialFiles implements PartialCache {

  private static final long MOST_BYTES = 1L << 30;
  private static final int DIGEST_BYTES = 32;

  private final Path directory;
  private final Clock clock;
  private final long mostBytes;
  private final AtomicLong bytes = new AtomicLong(-1);

  private PartialFiles(Path directory, Clock clock, long mostBytes) {
    this.directory = directory;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens those of a home, which may grow to a gibibyte.
   *
   * @param clock that says when a file was last used
   */
  public static PartialFiles open(Home home, Clock clock) {
    return open(home, clock, MOST_BYTES);
  }

  /**
   * @param clock that says when a file was last used
   * @param mostBytes that all files together may have
   */
  static PartialFiles open(Home home, Clock clock, long mostBytes) {
    return new PartialFiles(home.partials(), clock, mostBytes);
  }

  @Override
  public Optional<byte[]> find(Digest key) {
    Path file = directory.resolve(key.hex());
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length < DIGEST_BYTES) {
        return Optional.empty();
      }
      byte[] result = Arrays.copyOfRange(all, DIGEST_BYTES, all.length);
      if (!Arrays.equals(digest(result), 0, DIGEST_BYTES, all, 0, DIGEST_BYTES)) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(result);
    } catch (IOException _) {
      return Optional.empty(); // It is not there, or cannot be read, which is the same here.
    }
  }

  @Override
  public void put(Digest key, byte[] result) throws IOException {
    OwnerOnly.directory(directory);
    Path fresh = directory.resolve("new-" + UUID.randomUUID());
    try {
      write(fresh, result);
      Files.move(fresh, directory.resolve(key.hex()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    if (bytes.get() < 0 || bytes.addAndGet(DIGEST_BYTES + (long) result.length) > mostBytes) {
      makeRoom();
    }
  }

  private void write(Path fresh, byte[] result) throws IOException {
    try (FileChannel channel = OwnerOnly.open(fresh)) {
      ByteBuffer all = ByteBuffer.allocate(DIGEST_BYTES + result.length);
      all.put(digest(result)).put(result).flip();
      while (all.hasRemaining()) {
        channel.write(all);
      }
    }
    Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
  }

  private static byte[] digest(byte[] result) {
    return HexFormat.of().parseHex(Digest.of(result).hex());
  }

  private record Kept(Path file, long bytes, FileTime used) {}

  /** Takes away what was not used for longest, until a tenth of the room is free. */
  private synchronized void makeRoom() throws IOException {
    List<Kept> files = new ArrayList<>(kept());
    files.sort(Comparator.comparing(Kept::used));
    long total = files.stream().mapToLong(Kept::bytes).sum();
    if (total > mostBytes) {
      for (Kept file : files) {
        if (total <= mostBytes - mostBytes / 10) {
          break;
        }
        Files.deleteIfExists(file.file());
        total -= file.bytes();
      }
    }
    bytes.set(total);
  }

  private List<Kept> kept() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.flatMap(PartialFiles::kept).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Nothing if another process has just taken it away. */
  private static Stream<Kept> kept(Path file) {
    try {
      return Stream.of(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
    } catch (NoSuchFileException _) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
