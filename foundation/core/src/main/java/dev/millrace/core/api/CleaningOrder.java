package dev.millrace.core.api;

import java.time.Duration;

/**
 * What may go when the home is cleaned: what no model, pin or run under way needs, and that is
 * neither of the newest runs nor young.
 *
 * @param keepRuns the outputs of so many newest runs of each pipeline stay
 * @param olderThan what is younger stays
 * @param leftovers also what crashed runs left, and the logs of runs that nothing is kept of, go
 */
public record CleaningOrder(int keepRuns, Duration olderThan, boolean leftovers) {}
