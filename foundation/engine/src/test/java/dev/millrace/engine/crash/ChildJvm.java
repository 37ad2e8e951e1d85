package dev.millrace.engine.crash;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the processes that run the pipeline are started: quickly, as there are many. A first one,
 * that ends by itself, leaves a cache of loaded classes to those after it. Such a cache works with
 * jars only, so the directories of this class path become some.
 *
 * @param directory for the jars, the cache, and what the processes leave behind
 */
record ChildJvm(Path directory, String classPath) {

  private static final String ERRORS = "errors";

  static ChildJvm in(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        entries.add(jar(path, directory.resolve(entries.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        entries.add(entry);
      }
    }
    return new ChildJvm(directory, String.join(System.getProperty("path.separator"), entries));
  }

  /** One that is let go to its end, and leaves the cache. */
  Child learning(String... arguments) throws IOException {
    return start("-XX:AOTCacheOutput=" + cache(), arguments);
  }

  Child start(String... arguments) throws IOException {
    return start("-XX:AOTCache=" + cache(), arguments);
  }

  private Child start(String cache, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx256m", cache));
    // What it says of itself is no line of the program.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    // The library that SQLite's driver unpacks stays when a process is killed.
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("-cp", classPath, Runner.class.getName()));
    command.addAll(List.of(arguments));
    return new Child(command, directory.resolve(ERRORS));
  }

  /** What the processes have said of what went wrong. */
  String errors() throws IOException {
    return Files.readString(directory.resolve(ERRORS));
  }

  private Path cache() {
    return directory.resolve("classes.aot");
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (FileSystem zip =
            FileSystems.newFileSystem(jar, Map.of("create", true, "compressionMethod", "STORED"));
        Stream<Path> all = Files.walk(classes)) {
      Path root = zip.getPath("/");
      for (Path path : all.skip(1).toList()) {
        Files.copy(path, root.resolve(classes.relativize(path).toString()));
      }
    }
    return jar;
  }
}
