package dev.millrace.engine;

import dev.millrace.engine.Sketch.Body;
import dev.millrace.engine.Sketch.Condition;
import dev.millrace.engine.Sketch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws random pipelines of all that a pipeline can consist of. */
final class Sketches {

  private static final int MOST_STEPS = 8;

  private final Random random;
  private final String prefix;
  private int steps;

  /**
   * @param prefix of the ids of all steps, so that no two pipelines have one in common
   */
  Sketches(Random random, String prefix) {
    this.random = random;
    this.prefix = prefix;
  }

  Sketch draw() {
    List<Step> drawn = steps(2, 2 + random.nextInt(MOST_STEPS - 1));
    List<Step> exits = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      exits.add(exit(drawn));
    }
    return new Sketch("mixing", drawn, exits, Optional.empty());
  }

  /** An exit step takes what is there. */
  private Step exit(List<Step> others) {
    List<String> parts = some(others.stream().map(Step::id).toList(), 2);
    return new Step(
        id(),
        new Body.Mixing(parts, List.of(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false);
  }

  /**
   * @param depth how deep pipelines may be nested in these
   */
  private List<Step> steps(int depth, int count) {
    List<Step> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(step(drawn, depth));
    }
    return drawn;
  }

  private Step step(List<Step> before, int depth) {
    List<String> ids = before.stream().map(Step::id).toList();
    List<String> single =
        before.stream().filter(step -> step.each().isEmpty()).map(Step::id).toList();
    Optional<List<Integer>> each =
        random.nextInt(5) == 0 ? Optional.of(numbers()) : Optional.empty();
    Optional<String> elseOf =
        before.isEmpty() || before.getLast().condition().isEmpty() || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(before.getLast().id());
    Optional<Condition> condition =
        random.nextInt(3) == 0 ? Optional.of(condition(single)) : Optional.empty();
    return new Step(
        id(),
        body(ids, single, depth),
        condition,
        elseOf,
        some(ids, 1),
        each,
        random.nextInt(6) == 0);
  }

  private Body body(List<String> ids, List<String> single, int depth) {
    int kind = random.nextInt(10);
    if (kind < 2 && depth > 0) {
      Optional<String> given = one(single);
      List<Step> inside = steps(depth - 1, 1 + random.nextInt(3));
      List<String> makers =
          inside.stream().filter(step -> step.each().isEmpty()).map(Step::id).toList();
      Sketch inner = new Sketch(id(), inside, List.of(), one(makers));
      return new Body.Nesting(inner, given, given.isPresent() && random.nextBoolean(), one(single));
    }
    if (kind < 5 && !single.isEmpty()) {
      return new Body.Needing(any(single), one(single));
    }
    List<String> oneOf = random.nextInt(3) == 0 ? some(single, 3) : List.of();
    return new Body.Mixing(some(ids, 3), oneOf, one(single));
  }

  private Condition condition(List<String> single) {
    return new Condition(one(single), random.nextInt(6));
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      numbers.add(random.nextInt(5));
    }
    return numbers;
  }

  private Optional<String> one(List<String> ids) {
    return ids.isEmpty() || random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(ids));
  }

  private String any(List<String> ids) {
    return ids.get(random.nextInt(ids.size()));
  }

  private List<String> some(List<String> ids, int most) {
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0 && !ids.isEmpty(); i--) {
      String id = any(ids);
      if (!chosen.contains(id)) {
        chosen.add(id);
      }
    }
    return chosen;
  }

  private String id() {
    return prefix + "_s" + steps++;
  }
}
