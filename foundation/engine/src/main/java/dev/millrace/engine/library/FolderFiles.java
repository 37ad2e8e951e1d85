package dev.millrace.engine.library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a folder of components has in it.
 *
 * @param jars with Java components and what they need, by name
 * @param declarations component files, by name
 */
record FolderFiles(List<Path> jars, List<Path> declarations) {

  /** The files of a folder; empty if there is no such folder. */
  static Optional<FolderFiles> of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Set<Path> jars = new TreeSet<>();
    Set<Path> declarations = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.{jar,yaml,yml}")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          (entry.toString().endsWith(".jar") ? jars : declarations).add(entry);
        }
      }
    }
    return Optional.of(new FolderFiles(List.copyOf(jars), List.copyOf(declarations)));
  }
}
