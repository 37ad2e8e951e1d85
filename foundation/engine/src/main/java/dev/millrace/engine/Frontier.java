package dev.millrace.engine;

import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.run.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** How far a run has come: which steps have ended and how, and which have their turn now. */
final class Frontier {

  private final StepOrder order;
  private final Map<String, List<String>> dependents = new HashMap<>();
  private final Map<String, Integer> waitingFor = new HashMap<>();
  private final SequencedMap<String, TaskState> ended = new LinkedHashMap<>();
  private final Map<String, String> blame = new HashMap<>();

  Frontier(StepOrder order) {
    this.order = order;
    for (String step : order.order()) {
      waitingFor.put(step, order.dependencies(step).size());
      for (String needed : order.dependencies(step)) {
        dependents.computeIfAbsent(needed, _ -> new ArrayList<>()).add(step);
      }
    }
  }

  /** True if a step has not ended and all it needs has. */
  boolean hasTurn(String step) {
    return !ended(step) && waitingFor.getOrDefault(step, 0) == 0;
  }

  /**
   * Notes the end of a step.
   *
   * @param why in words, for those that depend on it
   * @return the steps whose turn it is now
   */
  List<String> end(String step, TaskState state, String why) {
    ended.put(step, state);
    if (!state.endedWell()) {
      blame.put(step, why);
    }
    List<String> turn = new ArrayList<>();
    for (String dependent : dependents.getOrDefault(step, List.of())) {
      if (waitingFor.merge(dependent, -1, Integer::sum) == 0) {
        turn.add(dependent);
      }
    }
    return turn;
  }

  /** Why a step cannot run: what became of the first step it needs that did not end well. */
  Optional<String> obstacle(String step) {
    return order.dependencies(step).stream()
        .filter(blame::containsKey)
        .findFirst()
        .flatMap(needed -> Optional.ofNullable(blame.get(needed)));
  }

  boolean ended(String step) {
    return ended.containsKey(step);
  }

  /** True if every step has ended well. */
  boolean complete() {
    return ended.size() == order.order().size()
        && ended.values().stream().allMatch(TaskState::endedWell);
  }

  /** The steps that ended in a state, in the order of their ends. */
  List<String> in(TaskState state) {
    return ended.entrySet().stream()
        .filter(step -> step.getValue() == state)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What became of a step that did not end well. */
  String why(String step) {
    return blame.getOrDefault(step, "");
  }

  StepOrder order() {
    return order;
  }
}
