package dev.millrace.core.api;

import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;

/**
 * What became of a wish to cancel a run.
 *
 * @param state of the run now; while it is running, its process has been asked to end it
 */
public record CancelReport(Id run, RunState state) {}
