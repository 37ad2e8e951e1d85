package dev.millrace.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that everything is kept in, for its owner's eyes only. Any number of processes may
 * have it open at once.
 */
public final class Home {
  /** Of the layout; a home of a later version is not touched. */
  static final int VERSION = 1;

  private static final String MARKER = "version";
  private static final Set<String> DIRECTORIES =
      Set.of("artifacts", "staging", "logs", "work", "requests", "partials");
  private static final Set<String> FILES =
      Set.of(MARKER, ".gitignore", "lock", "contents.lock", "gc.lock", "metadata.db");

  private final Path root;

  private Home(Path root) {
    this.root = root;
  }

  /**
   * Opens a home, and makes it where there is none.
   *
   * @throws UserError if it cannot be made, is something else, or belongs to a later version
   */
  public static Home open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      if (!Files.exists(root.resolve(MARKER))) {
        create(root);
      }
      checkVersion(root);
      if (!Files.isWritable(root)) {
        throw new AccessDeniedException(root.toString());
      }
      return new Home(root.toRealPath());
    } catch (AccessDeniedException e) {
      throw UserError.failure("the home " + root + " cannot be written by this user")
          .hint("give another with --home or MILLRACE_HOME, or mend its permissions")
          .causedBy(e);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw UserError.failure("the home " + root + " is not a directory")
          .hint("give another with --home or MILLRACE_HOME")
          .causedBy(e);
    } catch (IOException e) {
      throw UserError.failure("the home " + root + " cannot be made or opened: " + reason(e))
          .hint("give another with --home or MILLRACE_HOME, or see that its disk has space left")
          .causedBy(e);
    }
  }

  public Path root() {
    return root;
  }

  public Path database() {
    return root.resolve("metadata.db");
  }

  /** Held by a process while it changes what all of them rely on. */
  public Path lock() {
    return root.resolve("lock");
  }

  /** Held while published contents are put in place or taken away. */
  public Path contentLock() {
    return root.resolve("contents.lock");
  }

  /** Held by the one process that collects what nobody needs. */
  public Path collectionLock() {
    return root.resolve("gc.lock");
  }

  public Path artifacts() {
    return root.resolve("artifacts");
  }

  public Path staging() {
    return root.resolve("staging");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** Scratch files of running tasks. */
  public Path work() {
    return root.resolve("work");
  }

  /** The log of predictions asked for. */
  public Path requests() {
    return root.resolve("requests");
  }

  /** Partial results that may be of use again; a home of before has no such directory yet. */
  public Path partials() {
    return root.resolve("partials");
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "nothing can be made there";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> String.valueOf(problem.getMessage());
    };
  }

  private static void create(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      refuseForeign(root);
    } else {
      Path parent = root.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      OwnerOnly.directory(root);
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    // Their names must be on the disk before anything is put into them.
    for (String name : DIRECTORIES) {
      OwnerOnly.directory(root.resolve(name));
    }
    OwnerOnly.write(root.resolve(".gitignore"), "*\n");
    OwnerOnly.write(root.resolve(MARKER), VERSION + "\n");
    try (FileChannel channel = FileChannel.open(root, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A directory with other things in it was hardly meant to become a home. */
  private static void refuseForeign(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !isOwn(name))
          .findAny()
          .ifPresent(
              name -> {
                throw UserError.failure(
                        root + " is not a Millrace home: it has other files in it, such as " + name)
                    .hint("give an empty or new directory with --home or MILLRACE_HOME");
              });
    }
  }

  /** Also beginnings of what a process that died while making the home has left. */
  private static boolean isOwn(String name) {
    return DIRECTORIES.contains(name) || FILES.stream().anyMatch(name::startsWith);
  }

  private static void checkVersion(Path root) throws IOException {
    String text = Files.readString(root.resolve(MARKER), UTF_8).strip();
    int version;
    try {
      version = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw UserError.failure(
              "the home "
                  + root
                  + " has an unreadable version: expected a number in its file '"
                  + MARKER
                  + "', found '"
                  + text.substring(0, Math.min(20, text.length()))
                  + "'")
          .hint("if it is a home at all, write " + VERSION + " into that file")
          .causedBy(e);
    }
    if (version > VERSION) {
      throw UserError.failure(
              "the home "
                  + root
                  + " was made by a newer Millrace: its layout is version "
                  + version
                  + ", this program knows "
                  + VERSION)
          .hint("use the newer program, or another home with --home");
    }
  }
}
