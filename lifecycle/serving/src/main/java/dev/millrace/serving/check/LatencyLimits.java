package dev.millrace.serving.check;

import dev.millrace.core.component.Doc;
import java.util.Optional;

/** How long answers to one row may take. */
public record LatencyLimits(
    @Doc("Half of the answers take no longer") Optional<Latency> p50,
    @Doc("Nine of ten answers take no longer") Optional<Latency> p90,
    @Doc("99 of 100 answers take no longer") Optional<Latency> p99) {}
