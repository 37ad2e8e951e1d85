package dev.millrace.core.expression;

import dev.millrace.core.expression.Reference.StepOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads references from their written form. */
final class ReferenceText {

  /** The names that a reference may start with. */
  static final Set<String> ROOTS = Set.of("params", "steps", "inputs", "item", "index", "run");

  private static final String PROPERTIES = "properties";
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_]\\w{0,99}(?:\\.[A-Za-z_]\\w{0,99})*+");
  private static final Pattern ONE_OF = Pattern.compile("one_of\\s*\\(([^()]*)\\)");

  private ReferenceText() {}

  /**
   * The reference that a path of names starts with.
   *
   * @param length how many of the names it is; the rest are keys of its value
   */
  record Start(Reference reference, int length) {}

  /** A bare reference; empty if the text is anything else. */
  static Optional<Reference> parse(String text) {
    String bare = text.strip();
    if (bare.startsWith("one_of")) {
      Matcher oneOf = ONE_OF.matcher(bare);
      return oneOf.matches() ? oneOf(oneOf.group(1)) : Optional.empty();
    }
    return startsWithRoot(bare) && PATH.matcher(bare).matches()
        ? bare(List.of(bare.split("\\.", -1)))
        : Optional.empty();
  }

  /** Most of what is no reference is told without looking at all of it. */
  private static boolean startsWithRoot(String bare) {
    int dot = bare.indexOf('.');
    return ROOTS.contains(dot < 0 ? bare : bare.substring(0, dot));
  }

  private static Optional<Reference> oneOf(String list) {
    List<StepOutput> outputs = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      if (!(parse(each).orElse(null) instanceof StepOutput output)) {
        return Optional.empty();
      }
      outputs.add(output);
    }
    return outputs.size() < 2 ? Optional.empty() : Optional.of(new Reference.OneOf(outputs));
  }

  private static Optional<Reference> bare(List<String> path) {
    return path.getFirst().equals("item")
        ? Optional.of(new Reference.Item(path.subList(1, path.size())))
        : start(path).filter(start -> start.length() == path.size()).map(Start::reference);
  }

  /** The reference at the start of a path; empty if it starts with none, or with half of one. */
  static Optional<Start> start(List<String> path) {
    return switch (path.getFirst()) {
      case "params" -> of(path, 2, () -> new Reference.Param(path.get(1)));
      case "steps" -> output(path);
      case "inputs" ->
          isProperty(path, 2)
              ? of(path, 4, () -> new Reference.GivenProperty(path.get(1), path.get(3)))
              : of(path, 2, () -> new Reference.Given(path.get(1)));
      case "item" ->
          isProperty(path, 1)
              ? of(path, 3, () -> new Reference.Item(path.subList(1, 3)))
              : of(path, 1, () -> new Reference.Item(List.of()));
      case "index" -> of(path, 1, Reference.Index::new);
      case "run" -> of(path, 2, () -> new Reference.RunFact(path.get(1)));
      default -> Optional.empty();
    };
  }

  private static Optional<Start> output(List<String> path) {
    if (path.size() < 3) {
      return Optional.empty();
    }
    StepOutput output = new StepOutput(path.get(1), path.get(2));
    return isProperty(path, 3)
        ? of(path, 5, () -> new Reference.Property(output, path.get(4)))
        : of(path, 3, () -> output);
  }

  /** True if {@code properties} and a name stand from this place on. */
  private static boolean isProperty(List<String> path, int place) {
    return path.size() > place + 1 && path.get(place).equals(PROPERTIES);
  }

  private static Optional<Start> of(List<String> path, int length, Supplier<Reference> reference) {
    return path.size() < length
        ? Optional.empty()
        : Optional.of(new Start(reference.get(), length));
  }
}
