package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.value.Id;
import dev.millrace.store.files.TaskLog;
import dev.millrace.store.files.TaskLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * A step's words: lines go to its log, which is made with the first of them; progress goes to the
 * listener. A line that cannot be written is lost: a full disk is noticed where it matters, and
 * words are not worth a step's work.
 */
final class StepLog implements StepVoice, AutoCloseable {

  private final TaskLogs logs;
  private final Id run;
  private final String step;
  private final RunListener listener;
  private @Nullable TaskLog log;

  StepLog(TaskLogs logs, Id run, String step, RunListener listener) {
    this.logs = logs;
    this.run = run;
    this.step = step;
    this.listener = listener;
  }

  @Override
  public synchronized void log(String line) {
    try {
      if (log == null) {
        log = logs.append(run, step);
      }
      log.line(line);
    } catch (IOException e) {
      return;
    }
  }

  /** For what is a bug: with its stack trace. */
  void log(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    log(text.toString().stripTrailing());
  }

  @Override
  public void progress(double fraction, String doing) {
    listener.on(new RunEvent.StepProgress(step, fraction, doing));
  }

  @Override
  public synchronized void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      return;
    }
  }
}
