package dev.millrace.core.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

/**
 * Which steps need which: by an artifact, by a value in an expression, or by {@code after}. A step
 * that is named and does not exist counts as nothing.
 */
public final class StepOrder {

  private final SequencedMap<String, SequencedSet<String>> needs = new LinkedHashMap<>();
  private final List<String> order;

  private StepOrder(Map<String, ? extends Collection<String>> dependencies) {
    dependencies.forEach(
        (id, needed) -> {
          SequencedSet<String> existing = new LinkedHashSet<>(needed);
          existing.retainAll(dependencies.keySet());
          needs.put(id, existing);
        });
    this.order = sort();
  }

  public static StepOrder of(PipelineSpec pipeline) {
    SequencedMap<String, SequencedSet<String>> dependencies = new LinkedHashMap<>();
    pipeline.steps().forEach((id, step) -> dependencies.put(id, dependencies(step)));
    return of(dependencies);
  }

  /** Of steps and what each needs directly. */
  public static StepOrder of(Map<String, ? extends Collection<String>> dependencies) {
    return new StepOrder(dependencies);
  }

  /** The steps that one step names as its dependencies, in the order it names them. */
  public static SequencedSet<String> dependencies(PipelineSpec.StepSpec step) {
    SequencedSet<String> needed = new LinkedHashSet<>();
    for (Binding binding : step.inputs().values()) {
      switch (binding) {
        case Binding.Data(var value) ->
            Expressions.references(value).forEach(reference -> stepOf(reference, needed));
        case Binding.Output(String from, _) -> needed.add(from);
        case Binding.Outputs(List<Binding.Output> of) ->
            of.forEach(output -> needed.add(output.step()));
        case Binding.Resolved _ -> {}
      }
    }
    needed.addAll(step.after());
    return needed;
  }

  private static void stepOf(Reference reference, SequencedSet<String> into) {
    switch (reference) {
      case Reference.Param _ -> {}
      case Reference.StepOutput(String step, _) -> into.add(step);
    }
  }

  /** Steps that must end well before this one starts. */
  public SequencedSet<String> dependencies(String step) {
    return Collections.unmodifiableSequencedSet(needs.getOrDefault(step, new LinkedHashSet<>()));
  }

  /** Every step that must end well before this one, directly or by way of others. */
  public SequencedSet<String> upstream(String step) {
    SequencedSet<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(dependencies(step));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(dependencies(next));
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
    List<String> stuck = needs.keySet().stream().filter(id -> !order.contains(id)).toList();
    String at = stuck.getFirst();
    while (walked.add(at)) {
      at = dependencies(at).stream().filter(stuck::contains).findFirst().orElseThrow();
    }
    List<String> path = new ArrayList<>(walked);
    return Optional.of(List.copyOf(path.subList(path.indexOf(at), path.size())));
  }

  /** Kahn's algorithm, taking the earliest of the ready steps; leaves out what is in a cycle. */
  private List<String> sort() {
    List<String> ids = List.copyOf(needs.keySet());
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<Integer>> dependents = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < ids.size(); i++) {
      SequencedSet<String> needed = dependencies(ids.get(i));
      waiting.put(ids.get(i), needed.size());
      for (String dependency : needed) {
        dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(i);
      }
      if (needed.isEmpty()) {
        ready.add(i);
      }
    }
    List<String> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      String next = ids.get(ready.remove());
      sorted.add(next);
      for (int dependent : dependents.getOrDefault(next, List.of())) {
        if (waiting.merge(ids.get(dependent), -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    return List.copyOf(sorted);
  }
}
