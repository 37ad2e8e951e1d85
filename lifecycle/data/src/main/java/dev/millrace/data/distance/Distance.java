package dev.millrace.data.distance;

/**
 * How differently a feature is distributed in two sets of rows. Both figures are needed: with many
 * rows a difference too small to matter is certain, with few a large one is chance.
 *
 * @param effect how large the difference is, by the measure; 0 where a set has no rows to compare
 * @param pValue the probability of a difference at least as large between sets of these sizes if
 *     all rows were drawn independently from one distribution; 1 where there is nothing to compare
 */
public record Distance(Measure measure, double effect, double pValue) {}
