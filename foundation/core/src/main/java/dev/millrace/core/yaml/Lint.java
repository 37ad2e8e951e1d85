package dev.millrace.core.yaml;

import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Problem.Place;
import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;

/** Collects what is wrong with one file, until there is more than anyone would read. */
final class Lint {

  static final int MOST = 500;

  /** Ends the reading of a file that has too many problems. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("too many problems", null, false, false);
    }
  }

  private final String file;
  private final Places places;
  private final List<Problem> problems = new ArrayList<>();

  Lint(String file) {
    this.file = file;
    this.places = new Places(file);
  }

  /** What is read; empty if that was ended for too many problems. */
  <T> Optional<T> read(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (Enough e) {
      return Optional.empty();
    }
  }

  String file() {
    return file;
  }

  Places places() {
    return places;
  }

  void at(Place place, String message, String remedy) {
    add(Problem.at(place, message, remedy));
  }

  private void add(Problem problem) {
    if (problems.size() == MOST) {
      problems.add(
          Problem.at(
              places.start(),
              "there are more problems than the " + MOST + " that are named",
              "mend some of them and look again"));
    }
    if (problems.size() > MOST) {
      throw new Enough();
    }
    problems.add(problem);
  }

  void value(JsonPointer at, String message, String remedy) {
    at(places.value(at), message, remedy);
  }

  void value(JsonPointer at, Problem fault) {
    value(at, fault.message(), fault.remedy());
  }

  void key(JsonPointer at, String message, String remedy) {
    at(places.key(at), message, remedy);
  }

  /** Notes what is wrong with another file that this one names. */
  void adopt(Lint other) {
    other.problems().forEach(this::add);
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

  /** How many there are so far. */
  int count() {
    return problems.size();
  }

  /** As one reads the file, then those of other files; nothing twice. */
  List<Problem> problems() {
    Comparator<Place> inReadingOrder =
        Comparator.comparing((Place place) -> place.file().equals(file) ? "" : place.file())
            .thenComparingInt(Place::line)
            .thenComparingInt(Place::column);
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparing(
                problem -> problem.where().orElse(new Place(file, 0, 0)), inReadingOrder))
        .toList();
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
