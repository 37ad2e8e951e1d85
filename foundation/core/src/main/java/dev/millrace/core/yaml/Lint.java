package dev.millrace.core.yaml;

import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Problem.Place;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;

/** Collects what is wrong with one file. */
final class Lint {

  private static final Comparator<Problem> IN_READING_ORDER =
      Comparator.comparing((Problem problem) -> problem.where().map(Place::line).orElse(0))
          .thenComparing(problem -> problem.where().map(Place::column).orElse(0));

  private final String file;
  private final Places places;
  private final List<Problem> problems = new ArrayList<>();

  Lint(String file) {
    this.file = file;
    this.places = new Places(file);
  }

  String file() {
    return file;
  }

  Places places() {
    return places;
  }

  void at(Place place, String message, String remedy) {
    problems.add(Problem.at(place, message, remedy));
  }

  void value(JsonPointer at, String message, String remedy) {
    at(places.value(at), message, remedy);
  }

  void value(JsonPointer at, Scope.Fault fault) {
    value(at, fault.message(), fault.remedy());
  }

  void key(JsonPointer at, String message, String remedy) {
    at(places.key(at), message, remedy);
  }

  /** Notes what does not fit in the value at a place; true if all of it does. */
  boolean fits(JsonPointer at, List<Mismatch> mismatches) {
    for (Mismatch mismatch : mismatches) {
      JsonPointer inside = at.append(mismatch.at());
      Place place = mismatch.ofKey() ? places.key(inside) : places.value(inside);
      at(place, mismatch.message(), mismatch.remedy());
    }
    return mismatches.isEmpty();
  }

  boolean isClean() {
    return problems.isEmpty();
  }

  /** As one reads the file; nothing twice. */
  List<Problem> problems() {
    return problems.stream().distinct().sorted(IN_READING_ORDER).toList();
  }

  /** All problems as one error. */
  static UserError error(String file, List<Problem> problems) {
    if (problems.size() == 1) {
      Problem only = problems.getFirst();
      return UserError.usage(only.toString()).hint(only.remedy());
    }
    String lines =
        problems.stream()
            .map(problem -> "\n  " + problem + "; " + problem.remedy())
            .collect(Collectors.joining());
    return UserError.usage(file + " has " + problems.size() + " problems:" + lines)
        .hint("mend them; lint looks again without running anything");
  }
}
