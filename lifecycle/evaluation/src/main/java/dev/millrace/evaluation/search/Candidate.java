package dev.millrace.evaluation.search;

import java.util.List;

/**
 * A slice that may be bad.
 *
 * @param code of the slice
 * @param statistic of its difference, on the half that was searched
 */
record Candidate(Features features, int code, double statistic) {

  List<String> conditions() {
    return features.conditions(code);
  }
}
