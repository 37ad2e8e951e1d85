package dev.millrace.store.files;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The regular files beneath a directory. Anything else there, such as a link, is refused: it could
 * lead out of the artifact, or change after the artifact was published.
 *
 * @param directories the root first, each before what is in it
 * @param files sorted by their path relative to the root
 */
record Tree(Path root, List<Path> directories, List<Path> files) {
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{32}");

  /** Walks a directory without following links. */
  static Tree of(Path root) throws IOException {
    List<Path> directories = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            directories.add(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            check(root, file, attributes);
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(file -> name(root, file)));
    return new Tree(root, directories, files);
  }

  /** The files' digests. Many are read at once; their order does not depend on it. */
  List<Manifest.Entry> entries() throws IOException {
    try {
      return files.parallelStream().map(this::entry).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** How many bytes the files of a directory have together; 0 if it is not there. */
  static long bytes(Path root) throws IOException {
    long bytes = 0;
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        }
      }
    }
    return bytes;
  }

  /** The runs that a directory has directories of. */
  static List<Id> runs(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> RUN.matcher(name).matches())
          .sorted()
          .map(Id::parse)
          .toList();
    }
  }

  /** Deletes a directory and all beneath it; links are deleted, not followed. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Manifest.Entry entry(Path file) {
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Manifest.Entry(Digest.of(stream), Files.size(file), name(root, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path root, Path file, BasicFileAttributes attributes)
      throws IOException {
    String name = name(root, file);
    if (attributes.isSymbolicLink()) {
      throw refused(name, "a symbolic link");
    }
    if (!attributes.isRegularFile()) {
      throw refused(name, "neither a file nor a directory");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw refused(name.replaceAll("\\p{Cntrl}", "?"), "named with control characters");
    }
    if (Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
        && links > 1) {
      throw refused(name, "also reachable under another name (a hard link)");
    }
  }

  private static UserError refused(String name, String found) {
    return UserError.failure(
            "an artifact consists of plain files, but '" + name + "' in its directory is " + found)
        .hint("write a copy of the file instead");
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString();
  }
}
