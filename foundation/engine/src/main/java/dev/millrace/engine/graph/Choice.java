package dev.millrace.engine.graph;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.pipeline.StepOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which steps of a pipeline a run is asked for, and what the others are to those. */
public final class Choice {

  private static final Choice ALL = new Choice(Map.of(), Part.ASKED);

  private final Map<String, Part> parts;
  private final Part others;

  private Choice(Map<String, Part> parts, Part others) {
    this.parts = parts;
    this.others = others;
  }

  /** Every step. */
  public static Choice all() {
    return ALL;
  }

  /** Some steps; those whose outputs they take are needed. */
  public static Choice of(PipelineSpec pipeline, Set<String> asked) {
    Map<String, Part> parts = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String step : asked) {
      open.addAll(reads(pipeline, pipeline.step(step)));
      for (String branch : branchesBefore(pipeline, step)) {
        open.addAll(reads(pipeline, onlyCondition(pipeline.step(branch))));
        parts.put(branch, Part.TELLING);
      }
    }
    open.forEach(step -> parts.put(step, Part.NEEDED));
    open.addAll(parts.keySet());
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String step = open.pop();
      if (seen.add(step)) {
        parts.putIfAbsent(step, Part.TELLING);
        open.addAll(reads(pipeline, pipeline.step(step)));
        open.addAll(branchesBefore(pipeline, step));
      }
    }
    asked.forEach(step -> parts.put(step, Part.ASKED));
    return new Choice(parts, Part.LEFT_OUT);
  }

  /** The steps whose conditions decide whether a step is looked at. */
  private static List<String> branchesBefore(PipelineSpec pipeline, String step) {
    List<String> branches = new ArrayList<>();
    Optional<String> before = pipeline.step(step).flow().elseOf();
    while (before.isPresent() && !branches.contains(before.get())) {
      branches.add(before.get());
      before = pipeline.step(before.get()).flow().elseOf();
    }
    return branches;
  }

  private static StepSpec onlyCondition(StepSpec step) {
    StepFlow flow = new StepFlow(step.flow().when(), Optional.empty(), Optional.empty());
    return new StepSpec(step.body(), new LinkedHashMap<>(), List.of(), flow, step.policy());
  }

  Part part(String step) {
    return parts.getOrDefault(step, others);
  }

  /** The steps whose outputs a step reads. */
  private static Set<String> reads(PipelineSpec pipeline, StepSpec spec) {
    StepFlow flow = new StepFlow(spec.flow().when(), Optional.empty(), spec.flow().forEach());
    Set<String> reads =
        new LinkedHashSet<>(
            StepOrder.dependencies(
                new StepSpec(spec.body(), spec.inputs(), List.of(), flow, spec.policy())));
    reads.retainAll(pipeline.steps().keySet());
    return reads;
  }
}
