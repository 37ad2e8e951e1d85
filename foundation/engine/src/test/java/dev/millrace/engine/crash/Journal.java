package dev.millrace.engine.crash;

import dev.millrace.core.component.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What steps note down of themselves, past the store: a line {@code WORD RUN STEP LIFE} when one
 * begins, and one when its work is done. What the operating system has been given survives the
 * process.
 *
 * @param life the number of the process that notes, as the one who starts them counts; programs
 *     find it in a file beside the journal that is named by their parent's process id
 */
record Journal(Path file, int life) {

  static final String BEGIN = "begin";
  static final String END = "end";

  /**
   * A line.
   *
   * @param task run and step
   */
  record Line(String word, String task, int life) {}

  /** The journal of this process. */
  static Journal open(Path file, int life) throws IOException {
    Path ofProcess = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Files.writeString(ofProcess, Integer.toString(life));
    return new Journal(file, life);
  }

  void note(String word, TaskContext task) throws IOException {
    String line = "%s %s %s %d\n".formatted(word, task.run().hex(), task.step(), life);
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static List<Line> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(Journal::line).toList();
  }

  private static Line line(String text) {
    String[] words = text.split(" ", -1);
    return new Line(words[0], words[1] + " " + words[2], Integer.parseInt(words[3]));
  }
}
