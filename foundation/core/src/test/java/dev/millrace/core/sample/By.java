package dev.millrace.core.sample;

/** How rows are split. */
public enum By {
  TIME,
  HASH,
  COLUMN
}
