package dev.millrace.data.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Collects why the keys of a declaration do not go together; no data are needed to tell. */
final class Contradictions {

  private final List<String> found = new ArrayList<>();

  Contradictions when(boolean wrong, String message) {
    if (wrong) {
      found.add(message);
    }
    return this;
  }

  Contradictions in(Optional<String> problem) {
    problem.ifPresent(found::add);
    return this;
  }

  /**
   * @throws IllegalArgumentException naming all that was found, if anything was
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", found));
    }
  }

  static Optional<String> ofSource(
      Optional<String> from, Optional<String> expression, List<String> cross) {
    int sources =
        (from.isPresent() ? 1 : 0) + (expression.isPresent() ? 1 : 0) + (cross.isEmpty() ? 0 : 1);
    if (sources != 1) {
      return Optional.of(
          sources == 0
              ? "it is made of nothing: give from, expression or cross"
              : "it has several sources: give one of from, expression and cross");
    }
    if (expression.isPresent()) {
      try {
        var _ = Arithmetic.parse(expression.get());
      } catch (IllegalArgumentException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    boolean repeats = new HashSet<>(cross).size() < cross.size();
    return !cross.isEmpty() && (cross.size() < 2 || repeats)
        ? Optional.of("cross takes two or more different columns, found " + cross)
        : Optional.empty();
  }

  static Optional<String> ofBorders(List<Double> borders) {
    for (int i = 0; i < borders.size(); i++) {
      if (!Double.isFinite(borders.get(i))) {
        return Optional.of("buckets must be finite numbers, found " + borders.get(i));
      }
      if (i > 0 && !(borders.get(i - 1) < borders.get(i))) {
        return Optional.of(
            "buckets must ascend, found " + borders.get(i - 1) + " before " + borders.get(i));
      }
    }
    return borders.size() > Limits.MOST_QUANTILE_BUCKETS
        ? Optional.of("there are more than " + Limits.MOST_QUANTILE_BUCKETS + " buckets")
        : Optional.empty();
  }

  static Optional<String> ofCycle(
      boolean cycle, Optional<DatePart> part, boolean others, Optional<Impute> impute) {
    if (!cycle) {
      return Optional.empty();
    }
    if (part.isEmpty() || part.get().cycle().isEmpty()) {
      return Optional.of("cycle needs a part that comes again, such as part: hour");
    }
    if (others) {
      return Optional.of("cycle goes with part, impute and indicator only");
    }
    return impute.filter(fill -> !part.get().has(fill)).isPresent()
        ? Optional.of("cycle is imputed by median, most_frequent or a value that the part has")
        : Optional.empty();
  }
}
