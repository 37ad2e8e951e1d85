package dev.millrace.data.validation;

/**
 * How far a feature is from the data it was compared with, whether or not that is too far.
 *
 * @param kind what it was compared with: {@code drift} from the data before it, {@code skew} from
 *     what is served
 * @param measure such as {@code jensen_shannon}
 * @param limit from which on it is far
 * @param pValue the probability of a distance as large by chance alone, rows independent
 * @param significant whether chance hardly explains it, the false-discovery rate of all features
 *     held to the level of the schema
 */
public record Compared(
    String split,
    String path,
    String kind,
    String measure,
    double effect,
    double limit,
    double pValue,
    boolean significant) {

  /** Far, and not by chance. */
  public boolean moved() {
    return significant && effect >= limit;
  }
}
