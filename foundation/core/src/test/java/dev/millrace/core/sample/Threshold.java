package dev.millrace.core.sample;

import java.util.Optional;

/** What a metric must reach. */
public record Threshold(Optional<Double> atLeast, Optional<Change> change) {}
