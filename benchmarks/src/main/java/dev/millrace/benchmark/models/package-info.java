/**
 * How fast models predict, are evaluated and trained, beside the trainer's own library. Start at
 * {@link dev.millrace.benchmark.models.PreparedFlights}.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.benchmark.models;
