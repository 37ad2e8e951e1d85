package dev.millrace.app.replay;

import dev.millrace.core.api.RunListener;
import java.net.URI;

/** Who watches a replay. */
public interface ReplayAudience {

  /** Hears what the pipeline's runs do. */
  RunListener runs();

  void heading(String text);

  void note(String text);

  /**
   * The server answers.
   *
   * @param curl a command line that asks it, ready to be pasted
   */
  void serving(URI address, String model, int version, String curl);

  /** What is going on, to be replaced by what goes on next. */
  void progress(String text);

  void week(ReplayReport.Week week);

  void triggered(String trigger, String why);

  void decided(ReplayReport.Retraining retraining);

  /** What went on during the retraining, told after the decision. */
  void meanwhile(ReplayReport.Meanwhile meanwhile);
}
