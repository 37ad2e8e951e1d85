package dev.millrace.core.pipeline;

/**
 * What becomes of the firings of a trigger that were missed: because nothing was up, because its
 * cooldown had not ended, or because as many runs of it were going on as there may be.
 */
public enum CatchUp {
  /** Each still happens, oldest first, as soon as it can. */
  ALL,
  /** The latest still happens; those before it do not. */
  LATEST,
  /** None happens. */
  NONE
}
