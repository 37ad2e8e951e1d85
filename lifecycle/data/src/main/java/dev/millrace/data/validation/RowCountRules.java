package dev.millrace.data.validation;

import dev.millrace.data.schema.RowLimits;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many rows there are, by themselves and beside those of the data before. */
final class RowCountRules {

  private RowCountRules() {}

  /** Where the number of rows is outside its limits. */
  static List<Anomaly> anomalies(RowLimits limits, long rows) {
    if (limits.count().tooFew(rows)) {
      return List.of(
          anomaly(
              AnomalyType.DATASET_LOW_NUM_EXAMPLES,
              rows,
              "there are " + rows + " rows, expected at least " + limits.min().get(),
              "see that all of the data is there, or lower 'min' of 'rows' in the schema",
              Optional.of("rows: { min: " + rows + " }")));
    }
    if (limits.count().tooMany(rows)) {
      return List.of(
          anomaly(
              AnomalyType.DATASET_HIGH_NUM_EXAMPLES,
              rows,
              "there are " + rows + " rows, expected at most " + limits.max().get(),
              "see that nothing is in the data twice, or raise 'max' of 'rows' in the schema",
              Optional.of("rows: { max: " + rows + " }")));
    }
    return List.of();
  }

  /**
   * Where the number of rows has changed too much.
   *
   * @param before rows of the data before
   */
  static List<Anomaly> anomalies(RowLimits limits, long rows, long before) {
    List<Anomaly> found = new ArrayList<>();
    limits
        .leastChange()
        .filter(least -> rows < least * before)
        .ifPresent(
            least ->
                found.add(
                    anomaly(
                        AnomalyType.COMPARATOR_LOW_NUM_EXAMPLES,
                        rows,
                        changed(rows, before) + ", expected at least " + least + " times as many",
                        "see that all of the data is there, or lower 'least_change' of 'rows'",
                        Optional.empty())));
    limits
        .mostChange()
        .filter(most -> rows > most * before)
        .ifPresent(
            most ->
                found.add(
                    anomaly(
                        AnomalyType.COMPARATOR_HIGH_NUM_EXAMPLES,
                        rows,
                        changed(rows, before) + ", expected at most " + most + " times as many",
                        "see that nothing is in the data twice, or raise 'most_change' of 'rows'",
                        Optional.empty())));
    return found;
  }

  private static String changed(long rows, long before) {
    return "there are " + rows + " rows after " + before + " in the data before";
  }

  private static Anomaly anomaly(
      AnomalyType type, long rows, String reason, String remedy, Optional<String> proposal) {
    return new Anomaly(
        type, Severity.ERROR, Anomaly.ALL, "", reason, rows, Optional.empty(), remedy, proposal);
  }
}
