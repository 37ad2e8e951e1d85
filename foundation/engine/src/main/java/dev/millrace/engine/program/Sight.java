package dev.millrace.engine.program;

import java.nio.file.Path;

/** Where a program sees what is at a place of this machine. */
interface Sight {

  /** A program of this machine sees things where they are. */
  Sight PLAIN =
      new Sight() {
        @Override
        public String input(String port, int index, Path directory) {
          return directory.toString();
        }

        @Override
        public String path(Path ofTheTask) {
          return ofTheTask.toString();
        }
      };

  /**
   * The directory of an input's artifact.
   *
   * @param index among the artifacts of the input
   */
  String input(String port, int index, Path directory);

  /** An output, or something where the task works. */
  String path(Path ofTheTask);
}
