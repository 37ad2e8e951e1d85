package dev.millrace.data.profile;

/**
 * How far one column determines another, the label, in the rows that were looked at and have one.
 *
 * @param equal whether every row has the same value in both, as numbers or as text
 * @param wrong the least share of rows that must be guessed wrong by who knows the column: for
 *     classes, rows beside the most frequent class of their value, or neighbours in the order of a
 *     number that differ; for numbers, one less the share of the variance that the column explains
 * @param wrongWithout the same of who does not know it
 */
public record Told(boolean equal, double wrong, double wrongWithout) {

  static final Told NOTHING = new Told(false, 1, 1);
}
