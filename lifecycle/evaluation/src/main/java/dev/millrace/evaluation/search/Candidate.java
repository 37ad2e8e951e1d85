package dev.millrace.evaluation.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A slice that may be bad.
 *
 * @param second of two features that are crossed
 * @param code of the first feature, and of the second times the number of the first's
 * @param statistic of its difference, on the half that was searched
 */
record Candidate(FeatureCodes first, Optional<FeatureCodes> second, int code, double statistic) {

  List<String> conditions() {
    int firsts = first.conditions().size();
    List<String> conditions = new ArrayList<>(List.of(first.conditions().get(code % firsts)));
    second.ifPresent(other -> conditions.add(other.conditions().get(code / firsts)));
    return conditions;
  }

  boolean has(int row) {
    return code(first, second, row) == code;
  }

  /** The slice that a row is in, −1 if it is in none. */
  static int code(FeatureCodes first, Optional<FeatureCodes> second, int row) {
    int code = first.codes()[row];
    if (code < 0 || second.isEmpty()) {
      return code;
    }
    int other = second.get().codes()[row];
    return other < 0 ? -1 : code + other * first.conditions().size();
  }
}
