package dev.millrace.data.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much a feature tells of the label. A missing value of the feature is a value like another;
 * rows without a label are left out.
 *
 * @param rows that have a label
 * @param mutualInformation in bits: by how much knowing the feature makes the label less uncertain
 * @param expectedByChance in bits, about: what independent columns of as many values would show, (r
 *     − 1)(c − 1) / (2 n ln 2) (G. A. Miller, "Note on the bias of information estimates", 1955)
 * @param exact if not, the feature or the label has so many values that close ones were counted as
 *     one, and there is at least as much information
 * @param lifts the pairs of values that come together most unexpectedly often or seldom; at most
 *     {@link #MOST_LIFTS}, of those that would come together {@link #LEAST_EXPECTED} times or more
 */
public record Association(
    long rows, double mutualInformation, double expectedByChance, boolean exact, List<Lift> lifts) {

  public static final int MOST_LIFTS = 20;

  /** As for a χ² test: less often, chance rules. */
  public static final double LEAST_EXPECTED = 5;

  public Association {
    lifts = List.copyOf(lifts);
  }

  /**
   * How much more often two values come together than if they had nothing to do with each other.
   *
   * @param value of the feature, as text; empty where it is missing is told by {@code missing}
   * @param missing true for the rows without a value
   * @param label as text
   * @param count rows that have both
   * @param lift P(label | value) / P(label)
   */
  public record Lift(String value, boolean missing, String label, long count, double lift) {}

  /** The information that is above chance, in bits; not below zero. */
  public double adjusted() {
    return Math.max(0, mutualInformation - expectedByChance);
  }

  static Association of(JointTable table, KeyNames values, KeyNames labels) {
    long total = table.total();
    double information = 0;
    int used = 0;
    for (int value = 0; value < table.counts().length; value++) {
      long ofValue = table.ofValue(value);
      used += ofValue > 0 ? 1 : 0;
      for (int label = 0; label < table.classes().length; label++) {
        information += part(table.counts()[value][label], ofValue, table.ofClass(label), total);
      }
    }
    double chance =
        total == 0
            ? 0
            : Math.max(0, used - 1.0)
                * Math.max(0, table.classes().length - 1.0)
                / (2.0 * total * StrictMath.log(2));
    boolean exact = table.valuesDropped() == 0 && table.classesDropped() == 0;
    List<Lift> lifts = exact ? lifts(table, values, labels) : List.of();
    return new Association(total, Math.max(0, information), chance, exact, lifts);
  }

  private static double part(long both, long ofValue, long ofClass, long total) {
    if (both == 0) {
      return 0;
    }
    double lift = (double) both / ofValue * ((double) total / ofClass);
    return (double) both / total * StrictMath.log(lift) / StrictMath.log(2);
  }

  private static List<Lift> lifts(JointTable table, KeyNames values, KeyNames labels) {
    long total = table.total();
    List<Lift> lifts = new ArrayList<>();
    for (int value = 0; value < table.counts().length; value++) {
      for (int label = 0; label < table.classes().length; label++) {
        double expected = (double) table.ofValue(value) * table.ofClass(label) / total;
        if (expected >= LEAST_EXPECTED) {
          long both = table.counts()[value][label];
          lifts.add(
              new Lift(
                  value == 0 ? "" : values.of(table.values()[value - 1]),
                  value == 0,
                  labels.of(table.classes()[label]),
                  both,
                  both / expected));
        }
      }
    }
    lifts.sort(
        Comparator.comparingDouble(Association::surprise)
            .reversed()
            .thenComparing(Lift::value)
            .thenComparing(Lift::label));
    return lifts.subList(0, Math.min(MOST_LIFTS, lifts.size()));
  }

  private static double surprise(Lift lift) {
    return Math.abs(StrictMath.log(lift.lift()));
  }
}
