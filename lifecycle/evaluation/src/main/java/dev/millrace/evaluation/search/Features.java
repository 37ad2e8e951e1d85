package dev.millrace.evaluation.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One feature, or two that are crossed.
 *
 * @param second of two features that are crossed
 */
record Features(FeatureCodes first, Optional<FeatureCodes> second) {

  int slices() {
    return first.conditions().size() * second.map(of -> of.conditions().size()).orElse(1);
  }

  /**
   * The slice that a row is in, −1 if it is in none: the code of the first feature, and of the
   * second times the number of the first's.
   */
  int code(int row) {
    int code = first.codes()[row];
    if (code < 0 || second.isEmpty()) {
      return code;
    }
    int other = second.get().codes()[row];
    return other < 0 ? -1 : code + other * first.conditions().size();
  }

  List<String> conditions(int code) {
    int firsts = first.conditions().size();
    List<String> conditions = new ArrayList<>(List.of(first.conditions().get(code % firsts)));
    second.ifPresent(other -> conditions.add(other.conditions().get(code / firsts)));
    return conditions;
  }
}
