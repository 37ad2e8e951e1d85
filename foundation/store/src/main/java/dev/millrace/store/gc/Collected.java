package dev.millrace.store.gc;

/**
 * What a collection did.
 *
 * @param contents whose files are gone
 * @param bytes that are free, those of directories included
 * @param left planned contents that stay for now: needed since, or touched by a run under way; the
 *     next collection looks again
 * @param directories of runs that are gone
 */
public record Collected(long contents, long bytes, long left, long directories) {}
