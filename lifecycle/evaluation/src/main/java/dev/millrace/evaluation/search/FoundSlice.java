package dev.millrace.evaluation.search;

import java.util.List;

/**
 * A slice on which a model is worse. All figures are of the half of the rows that the search had
 * not looked at, so they are not flattered by having been searched for.
 *
 * @param conditions that rows of it meet, one a feature: {@code origin = ATL}, {@code distance <
 *     50}
 * @param rows of that half
 * @param lossIn mean loss of its rows
 * @param lossOut mean loss of all others
 * @param effect the difference in standard deviations of the loss
 * @param pValue of the difference being chance, one-sided
 */
public record FoundSlice(
    List<String> conditions,
    long rows,
    double share,
    double lossIn,
    double lossOut,
    double effect,
    double pValue) {

  public FoundSlice {
    conditions = List.copyOf(conditions);
  }

  public String name() {
    return String.join(" and ", conditions);
  }
}
