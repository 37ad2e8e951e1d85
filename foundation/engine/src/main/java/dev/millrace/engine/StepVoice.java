package dev.millrace.engine;

/** Where a task's words go. */
interface StepVoice {

  void log(String line);

  void progress(double fraction, String doing);

  /** For a step that is only looked at, not run. */
  static StepVoice silent() {
    return new StepVoice() {
      @Override
      public void log(String line) {}

      @Override
      public void progress(double fraction, String doing) {}
    };
  }
}
