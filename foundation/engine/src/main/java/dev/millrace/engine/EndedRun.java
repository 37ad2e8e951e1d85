package dev.millrace.engine;

import dev.millrace.core.value.Id;

/** A run that had ended before it was asked for again. */
record EndedRun(Outcome outcome) implements RunningRun {

  @Override
  public Id id() {
    return outcome.run().id();
  }

  @Override
  public boolean resumed() {
    return true;
  }

  @Override
  public Outcome await() {
    return outcome;
  }

  /** There is nothing left to cancel. */
  @Override
  public void cancel() {}
}
