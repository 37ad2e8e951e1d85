package dev.millrace.engine.program;

import dev.millrace.core.component.TaskContext;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what a program says: lines for the log, and {@code ::progress 0.5 half of it} for those who
 * watch.
 */
record TaskLines(TaskContext task) implements Consumer<String> {

  private static final Pattern PROGRESS =
      Pattern.compile("::progress (0(?:\\.\\d+)?|1(?:\\.0+)?|\\.\\d+)(?: (.*))?");

  @Override
  public void accept(String line) {
    Matcher progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      String doing = progress.group(2);
      task.progress(Double.parseDouble(progress.group(1)), doing == null ? "" : doing);
    } else {
      task.log(line);
    }
  }
}
