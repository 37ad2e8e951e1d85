package dev.millrace.core.api;

/** A line that a step wrote. */
public record LogLine(String step, String text) {}
