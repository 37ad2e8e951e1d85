package dev.millrace.data.validation;

import dev.millrace.data.schema.FeatureChange;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.validation.Anomaly.Severity;
import java.util.Optional;

/**
 * Where a feature breaks a rule.
 *
 * @param what as in "has no value in 3 rows"
 * @param accepting the feature with the smallest change that accepts it; empty if none does
 */
record Breach(
    AnomalyType type,
    Severity severity,
    String what,
    long rows,
    Optional<String> example,
    String remedy,
    Optional<FeatureSchema> accepting) {

  static Breach error(AnomalyType type, String what, String remedy) {
    return new Breach(type, Severity.ERROR, what, 0, Optional.empty(), remedy, Optional.empty());
  }

  Breach warning() {
    return new Breach(type, Severity.WARNING, what, rows, example, remedy, accepting);
  }

  Breach in(long rows) {
    return new Breach(type, severity, what, rows, example, remedy, accepting);
  }

  Breach such(String example) {
    return new Breach(type, severity, what, rows, Optional.of(example), remedy, accepting);
  }

  Breach unless(FeatureSchema accepting) {
    return new Breach(type, severity, what, rows, example, remedy, Optional.of(accepting));
  }

  Anomaly of(String split, String path, FeatureSchema expected) {
    return new Anomaly(
        type,
        severity,
        split,
        path,
        "column '" + path + "' " + what,
        rows,
        example,
        remedy,
        accepting.map(changed -> FeatureChange.between(expected, changed).text()));
  }
}
