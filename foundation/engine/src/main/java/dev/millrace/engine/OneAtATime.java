package dev.millrace.engine;

import dev.millrace.core.api.RunListener;

/** A listener that hears the events of many threads, one call at a time. */
final class OneAtATime implements RunListener {

  private final RunListener listener;

  OneAtATime(RunListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void on(RunEvent event) {
    listener.on(event);
  }
}
