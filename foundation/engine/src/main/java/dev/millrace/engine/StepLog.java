package dev.millrace.engine;

import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.engine.secret.Mask;
import dev.millrace.store.files.TaskLog;
import dev.millrace.store.files.TaskLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
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
  private Mask mask = Mask.NONE;

  StepLog(TaskLogs logs, Id run, String step, RunListener listener) {
    this.logs = logs;
    this.run = run;
    this.step = step;
    this.listener = listener;
  }

  /** From now on, blacks out what must not be said. */
  synchronized void hide(Mask secrets) {
    mask = secrets;
  }

  @Override
  public synchronized void log(String line) {
    try {
      if (log == null) {
        log = logs.append(run, step);
      }
      log.line(mask.over(line));
    } catch (IOException e) {
      return;
    }
  }

  /**
   * Notes what was thrown; a bug with its stack trace.
   *
   * @return the same in few words, for people
   */
  String tell(Throwable thrown) {
    if (thrown instanceof UserError error) {
      String message = words(error);
      log("error: " + message);
      return masked(message);
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    log(text.toString().stripTrailing());
    String name = thrown.getClass().getSimpleName();
    return masked(thrown.getMessage() == null ? name : name + ": " + thrown.getMessage());
  }

  /** What a person did wrong, and what to do about it. */
  static String words(UserError error) {
    return hinted(String.valueOf(error.getMessage()), error.hint());
  }

  static String hinted(String reason, Optional<String> hint) {
    return reason + hint.map(text -> "\nhint: " + text).orElse("");
  }

  @Override
  public void progress(double fraction, String doing) {
    listener.on(new RunEvent.StepProgress(step, fraction, masked(doing)));
  }

  synchronized String masked(String text) {
    return mask.over(text);
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
