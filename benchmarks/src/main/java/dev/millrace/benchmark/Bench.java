package dev.millrace.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What benchmarks share: the checkout, a folder for scratch, and how to say what goes on.
 *
 * @param root of the checkout
 * @param scratch emptied at the end; on the disk that homes are on, not in memory
 */
public record Bench(Path root, Path scratch) implements AutoCloseable {

  static Bench open() throws IOException {
    Path root = Path.of(Optional.ofNullable(System.getenv("MILLRACE_ROOT")).orElse("."));
    Path target = Files.createDirectories(root.toAbsolutePath().resolve("benchmarks/target"));
    return new Bench(root.toAbsolutePath(), Files.createTempDirectory(target, "scratch-"));
  }

  /** A new empty folder. */
  public Path folder(String name) throws IOException {
    return Files.createTempDirectory(scratch, name + "-");
  }

  /** Talk, not a figure. */
  public void say(String line) {
    Main.say("  " + line);
  }

  /** True if a program is on the PATH. */
  public static boolean installed(String program) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(scratch)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
