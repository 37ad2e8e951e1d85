package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.List;
import java.util.Map;

/** Which way a prediction may go where a feature rises. */
public enum Monotone {
  INCREASING(1),
  DECREASING(-1);

  private final int sign;

  Monotone(int sign) {
    this.sign = sign;
  }

  /**
   * Of each feature 1, −1, or 0 if it may go both ways; empty if all may.
   *
   * @throws UserError if there is no such feature
   */
  static List<Integer> signs(Map<String, Monotone> wanted, List<String> features) {
    for (String name : wanted.keySet()) {
      if (!features.contains(name)) {
        throw UserError.usage("monotone: there is no feature '" + name + "'")
            .hint(Suggestion.remedy(name, features));
      }
    }
    return wanted.isEmpty()
        ? List.of()
        : features.stream()
            .map(name -> wanted.containsKey(name) ? wanted.get(name).sign : 0)
            .toList();
  }
}
