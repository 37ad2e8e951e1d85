package dev.millrace.core.api;

/** Hears what happens while an environment is up; called from several threads, one at a time. */
@FunctionalInterface
public interface UpListener {

  void on(UpEvent event);
}
