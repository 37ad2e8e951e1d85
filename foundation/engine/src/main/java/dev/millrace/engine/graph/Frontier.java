package dev.millrace.engine.graph;

import dev.millrace.core.pipeline.StepOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** How far some steps have come: which have ended and how, and which have their turn now. */
final class Frontier {

  private final List<String> steps;
  private final Map<String, List<String>> dependents = new HashMap<>();
  private final Map<String, Integer> waitingFor = new HashMap<>();
  private final SequencedMap<String, NodeEnd> ends = new LinkedHashMap<>();

  Frontier(StepOrder order) {
    this.steps = order.order();
    for (String step : steps) {
      waitingFor.put(step, order.dependencies(step).size());
      for (String needed : order.dependencies(step)) {
        dependents.computeIfAbsent(needed, _ -> new ArrayList<>()).add(step);
      }
    }
  }

  /** The steps that wait for none. */
  List<String> begin() {
    return steps.stream().filter(step -> waitingFor.getOrDefault(step, 0) == 0).toList();
  }

  /**
   * Notes the end of a step.
   *
   * @return the steps whose turn it is now
   */
  List<String> end(String step, NodeEnd end) {
    ends.put(step, end);
    List<String> turn = new ArrayList<>();
    for (String dependent : dependents.getOrDefault(step, List.of())) {
      if (waitingFor.merge(dependent, -1, (a, b) -> a + b) == 0) {
        turn.add(dependent);
      }
    }
    return turn;
  }

  /** True if every step has ended. */
  boolean complete() {
    return ends.size() == steps.size();
  }

  /** By step, in the order of the ends. */
  SequencedMap<String, NodeEnd> ends() {
    return Collections.unmodifiableSequencedMap(ends);
  }
}
