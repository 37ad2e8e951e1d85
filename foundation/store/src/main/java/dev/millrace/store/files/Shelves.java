package dev.millrace.store.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.store.Home;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The places of published contents, {@code artifacts/<2 digits>/<digest>}.
 *
 * <p>A content may be published anew while it is being removed because nobody needed it until then.
 * Between the moment a publisher finds it in its place and the moment its row says so, only the
 * directory's time of change tells: the publisher sets it to that of what it has just staged. So
 * what was touched since the oldest run under way began is not removed; looking at the time and
 * renaming happen under the lock that publishers put things in place under.
 */
public final class Shelves {
  static final String FILES = "files";
  static final String MANIFEST = "manifest";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path artifacts;
  private final Path trash;
  private final ContentLock lock;

  /** Shelves that are known to outlast a crash. */
  private final Set<String> durable = ConcurrentHashMap.newKeySet();

  Shelves(Home home) {
    this.artifacts = home.artifacts();
    this.trash = home.staging().resolve("trash");
    this.lock = new ContentLock(home.contentLock());
  }

  /** All contents that are in their places, by the names they have there. */
  public List<Digest> list() throws IOException {
    List<Digest> contents = new ArrayList<>();
    for (Path shelf : entries(artifacts)) {
      for (Path content : entries(shelf)) {
        String name = String.valueOf(content.getFileName());
        if (DIGEST.matcher(name).matches()) {
          contents.add(new Digest(name));
        }
      }
    }
    return contents;
  }

  /** True if nobody has published the content at that time or later. */
  public boolean untouched(Digest digest, Instant since) throws IOException {
    return touched(place(digest)).isBefore(since);
  }

  /** How much the files of a content take, as its manifest says; 0 if it has none to be read. */
  public long bytes(Digest digest) throws IOException {
    try {
      return Verification.manifest(digest.brief(), place(digest).resolve(MANIFEST), digest).bytes();
    } catch (UserError _) {
      return 0;
    }
  }

  /**
   * Takes a content away, unless somebody has touched it, or needs it after all.
   *
   * @param untouchedSince nothing of this time or later is removed
   * @param needed asked with the lock held
   * @return false if it was left, or was not there
   */
  public boolean remove(Digest digest, Instant untouchedSince, BooleanSupplier needed)
      throws IOException {
    Path away = OwnerOnly.directory(trash).resolve(digest.hex() + "-" + UUID.randomUUID());
    boolean removed =
        lock.holding(
            () -> {
              Path place = place(digest);
              if (!Files.isDirectory(place, NOFOLLOW_LINKS)
                  || !untouched(digest, untouchedSince)
                  || needed.getAsBoolean()) {
                return false;
              }
              Files.move(place, away, StandardCopyOption.ATOMIC_MOVE);
              return true;
            });
    Tree.delete(away);
    return removed;
  }

  /** Deletes what a removal that was cut short has left; nothing refers to it any more. */
  public void emptyTrash() throws IOException {
    Tree.delete(trash);
  }

  Path place(Digest digest) {
    return artifacts.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  /** Moves a directory of files and their manifest in place, unless the content is there. */
  void put(Path unit, Digest digest) throws IOException {
    Path place = place(digest);
    String name = digest.hex().substring(0, 2);
    Path shelf = OwnerOnly.directory(artifacts.resolve(name));
    // The same content may have been published before and damaged since: this one replaces it.
    Path damaged = unit.resolveSibling("damaged-" + UUID.randomUUID());
    boolean replaces = damaged(place, digest);
    boolean isNew =
        lock.holding(
            () -> {
              if (replaces && Files.exists(place, NOFOLLOW_LINKS)) {
                Files.move(place, damaged, StandardCopyOption.ATOMIC_MOVE);
              }
              return renamed(unit, place);
            });
    Durable.force(shelf);
    if (!durable.contains(name)) {
      Durable.force(artifacts);
      durable.add(name);
    }
    Tree.delete(isNew ? damaged : unit);
  }

  /** False if the content is there already; then it was touched. */
  private static boolean renamed(Path unit, Path place) throws IOException {
    FileTime staged = Files.getLastModifiedTime(unit);
    try {
      Files.move(unit, place, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      if (Files.isDirectory(place, NOFOLLOW_LINKS)) {
        Files.setLastModifiedTime(place, staged);
        return false;
      }
      throw e;
    }
  }

  private static Instant touched(Path place) throws IOException {
    return Files.getLastModifiedTime(place, NOFOLLOW_LINKS).toInstant();
  }

  /** True of a content that is in its place, and is not what it was. */
  private static boolean damaged(Path place, Digest digest) throws IOException {
    if (!Files.exists(place, NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Manifest manifest = Verification.manifest(digest.brief(), place.resolve(MANIFEST), digest);
      Verification.check(digest.brief(), place.resolve(FILES), manifest);
      return false;
    } catch (UserError _) {
      return Files.exists(place, NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      // It was removed while it was read.
      return false;
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
