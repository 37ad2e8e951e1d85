package dev.millrace.core.pipeline;

import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which steps need which: by an artifact, by a value in an expression, by a condition, or by {@code
 * after}. A step that is named and does not exist counts as nothing.
 */
public final class StepOrder {

  private final SequencedMap<String, SequencedSet<String>> needs = new LinkedHashMap<>();
  private final Map<String, SequencedSet<String>> neededBy = new HashMap<>();
  private final List<String> order;

  private StepOrder(Map<String, ? extends Collection<String>> dependencies) {
    dependencies.forEach(
        (id, needed) -> {
          SequencedSet<String> existing = new LinkedHashSet<>(needed);
          existing.retainAll(dependencies.keySet());
          needs.put(id, existing);
          existing.forEach(
              other -> neededBy.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(id));
        });
    this.order = sort();
  }

  /** Of a pipeline's steps, without its exit steps. */
  public static StepOrder of(PipelineSpec pipeline) {
    return ofSteps(pipeline.steps());
  }

  /** Of a pipeline's exit steps among themselves: all other steps have ended before them. */
  public static StepOrder ofExit(PipelineSpec pipeline) {
    return ofSteps(pipeline.onExit());
  }

  private static StepOrder ofSteps(SequencedMap<String, StepSpec> steps) {
    SequencedMap<String, SequencedSet<String>> dependencies = new LinkedHashMap<>();
    steps.forEach((id, step) -> dependencies.put(id, dependencies(step)));
    return of(dependencies);
  }

  /** Of steps and what each needs directly. */
  public static StepOrder of(Map<String, ? extends Collection<String>> dependencies) {
    return new StepOrder(dependencies);
  }

  /**
   * The steps that one step names as its dependencies, in the order it names them: in its inputs,
   * in its condition, as the step it is the else of, in the list it goes through, and as {@code
   * after}.
   */
  public static SequencedSet<String> dependencies(StepSpec step) {
    SequencedSet<String> needed = new LinkedHashSet<>();
    step.inputs().values().forEach(binding -> add(binding, needed));
    needed.addAll(dependencies(step.flow()));
    needed.addAll(step.after());
    return needed;
  }

  /** The steps that a condition and a list refer to, and the one that it is the else of. */
  public static SequencedSet<String> dependencies(StepFlow flow) {
    SequencedSet<String> needed = new LinkedHashSet<>();
    flow.when().ifPresent(when -> add(JsonNodeFactory.instance.stringNode(when), needed));
    flow.elseOf().ifPresent(needed::add);
    flow.forEach().ifPresent(fanOut -> add(fanOut.over(), needed));
    return needed;
  }

  /** The steps that an input refers to. */
  public static SequencedSet<String> dependencies(Binding binding) {
    SequencedSet<String> needed = new LinkedHashSet<>();
    add(binding, needed);
    return needed;
  }

  private static void add(Binding binding, SequencedSet<String> into) {
    switch (binding) {
      case Binding.Data(JsonNode template) -> add(template, into);
      case Binding.Output(String step, _) -> into.add(step);
      case Binding.Outputs(List<Binding.Output> of) ->
          of.forEach(output -> into.add(output.step()));
      case Binding.OneOf(List<Binding.Output> of) -> of.forEach(output -> into.add(output.step()));
      case Binding.Imported(String path) -> add(JsonNodeFactory.instance.stringNode(path), into);
      case Binding.Given _, Binding.Item _, Binding.Resolved _ -> {}
    }
  }

  private static void add(JsonNode template, SequencedSet<String> into) {
    Expressions.references(template).forEach(reference -> add(reference, into));
  }

  private static void add(Reference reference, SequencedSet<String> into) {
    switch (reference) {
      case Reference.StepOutput(String step, _) -> into.add(step);
      case Reference.Property(Reference.StepOutput of, _) -> into.add(of.step());
      case Reference.OneOf(List<Reference.StepOutput> of) ->
          of.forEach(output -> into.add(output.step()));
      case Reference.Param _,
          Reference.Given _,
          Reference.GivenProperty _,
          Reference.Item _,
          Reference.Index _,
          Reference.RunFact _ -> {}
    }
  }

  /** Steps that must end well before this one starts. */
  public SequencedSet<String> dependencies(String step) {
    return Collections.unmodifiableSequencedSet(needs.getOrDefault(step, new LinkedHashSet<>()));
  }

  /** Every step that must end well before this one, directly or by way of others. */
  public SequencedSet<String> upstream(String step) {
    return reachable(step, needs);
  }

  /** Every step that this one must end well for, directly or by way of others. */
  public SequencedSet<String> downstream(String step) {
    return reachable(step, neededBy);
  }

  private static SequencedSet<String> reachable(
      String step, Map<String, SequencedSet<String>> edges) {
    SequencedSet<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(edges.getOrDefault(step, new LinkedHashSet<>()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(edges.getOrDefault(next, new LinkedHashSet<>()));
      }
    }
    return found;
  }

  /**
   * All steps, each after those it needs, and otherwise in the order of the pipeline.
   *
   * @throws IllegalStateException if there is a cycle
   */
  public List<String> order() {
    cycle()
        .ifPresent(
            steps -> {
              throw new IllegalStateException("the steps need each other: " + steps);
            });
    return order;
  }

  /** A ring of steps in which each needs the next and the last the first, if there is one. */
  public Optional<List<String>> cycle() {
    if (order.size() == needs.size()) {
      return Optional.empty();
    }
    // Whatever could not be ordered needs something else that could not: follow it until it
    // repeats.
    SequencedSet<String> walked = new LinkedHashSet<>();
    SequencedSet<String> stuck = new LinkedHashSet<>(needs.keySet());
    stuck.removeAll(Set.copyOf(order));
    String at = stuck.getFirst();
    while (walked.add(at)) {
      at = dependencies(at).stream().filter(stuck::contains).findFirst().orElseThrow();
    }
    List<String> path = new ArrayList<>(walked);
    return Optional.of(List.copyOf(path.subList(path.indexOf(at), path.size())));
  }

  /** Kahn's algorithm, taking the earliest of the ready steps; leaves out what is in a cycle. */
  private List<String> sort() {
    Map<String, Integer> place = new HashMap<>();
    Map<String, Integer> waiting = new HashMap<>();
    PriorityQueue<String> ready = new PriorityQueue<>(Comparator.comparing(place::get));
    for (String id : needs.keySet()) {
      place.put(id, place.size());
      waiting.put(id, dependencies(id).size());
      if (dependencies(id).isEmpty()) {
        ready.add(id);
      }
    }
    List<String> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      String next = ready.remove();
      sorted.add(next);
      for (String dependent : neededBy.getOrDefault(next, new LinkedHashSet<>())) {
        if (waiting.merge(dependent, -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    return List.copyOf(sorted);
  }
}
