package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Notices when a program changes its inputs. The modes of stored files keep honest programs from
 * it; one that changes the modes first, or runs as root, is caught here: a file's status-change
 * time is set by the system whenever its content, its mode or its name changes, and by nothing
 * else.
 *
 * @param before by input, what each file and directory was like
 */
record InputGuard(
    String component, Map<String, List<Artifact>> inputs, Map<String, Map<Path, String>> before) {

  static InputGuard over(String component, Map<String, List<Artifact>> inputs) throws IOException {
    Map<String, Map<Path, String>> before = new TreeMap<>();
    for (Map.Entry<String, List<Artifact>> input : inputs.entrySet()) {
      before.put(input.getKey(), look(input.getValue()));
    }
    return new InputGuard(component, inputs, before);
  }

  /**
   * Looks again.
   *
   * @throws UserError naming an input and a file in it that is not what it was
   */
  void check() throws IOException {
    for (Map.Entry<String, List<Artifact>> input : inputs.entrySet()) {
      Map<Path, String> now = look(input.getValue());
      Map<Path, String> then = before.getOrDefault(input.getKey(), Map.of());
      Optional<Path> changed = different(then, now);
      if (changed.isPresent()) {
        throw UserError.failure(
                "component '%s' has changed its input '%s': %s"
                    .formatted(component, input.getKey(), changed.get()))
            .hint(
                "inputs are only read: copy the file into ${task.work} and change it there. The step"
                    + " that made this input makes it again when it is next asked");
      }
    }
  }

  private static Optional<Path> different(Map<Path, String> then, Map<Path, String> now) {
    SortedMap<Path, String> all = new TreeMap<>(then);
    all.putAll(now);
    // Files first: that one is new or gone shows in its directory too.
    return all.keySet().stream()
        .filter(path -> !then.getOrDefault(path, "").equals(now.getOrDefault(path, "")))
        .max(Comparator.comparingInt(Path::getNameCount));
  }

  private static Map<Path, String> look(List<Artifact> artifacts) throws IOException {
    Map<Path, String> seen = new TreeMap<>();
    for (Artifact artifact : artifacts) {
      Files.walkFileTree(
          artifact.directory(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes basic)
                throws IOException {
              seen.put(directory, state(directory, basic));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes basic)
                throws IOException {
              seen.put(file, state(file, basic));
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
          });
    }
    return seen;
  }

  private static String state(Path path, BasicFileAttributes basic) throws IOException {
    try {
      return Files.readAttributes(path, "unix:ino,mode,size,ctime", LinkOption.NOFOLLOW_LINKS)
          .toString();
    } catch (UnsupportedOperationException e) {
      return basic.size() + " " + basic.lastModifiedTime();
    }
  }
}
