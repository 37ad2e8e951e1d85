package dev.millrace.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that nobody needs any more. */
final class Scratch {

  private Scratch() {}

  /**
   * Deletes a directory with all that is in it, without following links. What cannot be deleted
   * stays: the store clears the run's leftovers away later, and a task's result does not hang on
   * it.
   */
  static void delete(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      return;
    }
  }
}
