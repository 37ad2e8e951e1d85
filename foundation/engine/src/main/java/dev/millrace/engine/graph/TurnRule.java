package dev.millrace.engine.graph;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Decides what a step does when its turn comes: first by what became of the steps before it, then
 * by its condition, then by whether all that it cannot do without is there.
 *
 * <p>A condition is looked at before the inputs, since an else-branch depends on the condition of
 * the step before it alone: where that held, the branch is taken, even if the step then lacks an
 * input or fails.
 */
final class TurnRule {

  private final Graph graph;
  private final Map<String, Condition> conditions = new HashMap<>();

  TurnRule(Graph graph) {
    this.graph = graph;
  }

  /** What became of a step's condition. */
  private enum Condition {
    HELD,
    FAILED,
    /** A branch before it was taken. */
    PASSED_BY,
    /** It could not be asked, since what it is about was not made. */
    NOT_ASKED
  }

  void held(String step) {
    conditions.put(step, Condition.HELD);
  }

  /**
   * @throws dev.millrace.core.error.UserError if the condition cannot be evaluated
   */
  Turn turn(String step, Surroundings surroundings) {
    StepSpec spec = spec(step);
    conditions.put(step, Condition.NOT_ASKED);
    Optional<Turn> obstacle =
        blocked(step, spec, surroundings)
            .or(() -> otherBranch(step, spec, surroundings))
            .or(() -> condition(step, spec, surroundings));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    held(step);
    return inputs(spec, surroundings);
  }

  private Optional<Turn> blocked(String step, StepSpec spec, Surroundings surroundings) {
    Optional<String> branch = spec.flow().elseOf();
    return graph.order(step).dependencies(step).stream()
        .filter(needed -> !branch.equals(Optional.of(needed)))
        .map(needed -> surroundings.ends().get(needed))
        .<Turn>mapMulti(
            (end, to) -> {
              if (end instanceof NodeEnd.Bad bad && !bad.borne()) {
                to.accept(new Turn.Block(bad.cause()));
              }
            })
        .findFirst();
  }

  private Optional<Turn> otherBranch(String step, StepSpec spec, Surroundings surroundings) {
    if (spec.flow().elseOf().isEmpty()) {
      return Optional.empty();
    }
    String before = spec.flow().elseOf().get();
    return switch (conditions.get(before)) {
      case HELD -> {
        conditions.put(step, Condition.PASSED_BY);
        yield Optional.of(new Turn.Skip("step '" + before + "' was taken instead"));
      }
      case PASSED_BY -> {
        conditions.put(step, Condition.PASSED_BY);
        yield Optional.of(new Turn.Skip("a branch before step '" + before + "' was taken"));
      }
      case NOT_ASKED -> Optional.of(likeBranch(before, surroundings));
      case FAILED -> Optional.empty();
      case null -> Optional.of(unsure(before));
    };
  }

  /** The condition of the branch before could not be asked: then there is no else either. */
  private static Turn likeBranch(String before, Surroundings surroundings) {
    return switch (surroundings.ends().get(before)) {
      case NodeEnd.Bad bad -> new Turn.Block(bad.cause());
      case NodeEnd.Unknown _ -> unsure(before);
      case NodeEnd.Skipped(String why) -> new Turn.Skip(why);
      case NodeEnd.Done _ -> throw new IllegalStateException(before + " ran without being asked");
      case null -> unsure(before);
    };
  }

  private Optional<Turn> condition(String step, StepSpec spec, Surroundings surroundings) {
    if (spec.flow().when().isEmpty()) {
      return Optional.empty();
    }
    String when = spec.flow().when().get();
    JsonNode template = Json.tree(when);
    return switch (surroundings.presence(template)) {
      case ABSENT ->
          Optional.of(new Turn.Skip("its condition is about what was not made: " + when));
      case UNKNOWN -> Optional.of(unsure(surroundings.unknownSteps(template)));
      case THERE -> {
        boolean holds = surroundings.holds(when);
        conditions.put(step, holds ? Condition.HELD : Condition.FAILED);
        yield holds
            ? Optional.empty()
            : Optional.of(new Turn.Skip("its condition is false: " + when));
      }
    };
  }

  private Turn inputs(StepSpec spec, Surroundings surroundings) {
    Optional<Binding> list = spec.flow().forEach().map(StepFlow.FanOut::over);
    if (list.map(surroundings::presence).equals(Optional.of(Presence.ABSENT))) {
      return new Turn.Skip("the list it is to run for was not made");
    }
    List<Binding> unknown = new ArrayList<>();
    list.filter(over -> surroundings.presence(over) == Presence.UNKNOWN).ifPresent(unknown::add);
    for (Map.Entry<String, Binding> input : spec.inputs().entrySet()) {
      switch (surroundings.presence(input.getValue())) {
        case ABSENT -> {
          if (required(spec, input.getKey())) {
            return new Turn.Skip("its input '" + input.getKey() + "' was not made");
          }
        }
        case UNKNOWN -> unknown.add(input.getValue());
        case THERE -> {}
      }
    }
    return unknown.isEmpty()
        ? new Turn.Go()
        : unsure(unknown.stream().flatMap(surroundings::unknownSteps));
  }

  private boolean required(StepSpec spec, String input) {
    return switch (spec.body()) {
      case StepBody.Uses(String component) ->
          graph
              .setting()
              .body()
              .components()
              .signature(component)
              .flatMap(signature -> signature.input(input))
              .map(TurnRule::required)
              .orElse(true);
      case StepBody.Nested nested -> required(nested.pipeline(), input);
    };
  }

  /** A list takes what is there. */
  private static boolean required(Port port) {
    return port.required()
        && !(port instanceof ArtifactPort artifact && artifact.cardinality() == Cardinality.MANY);
  }

  private static boolean required(PipelineSpec nested, String input) {
    return nested.inputs().containsKey(input)
        ? nested.inputs().get(input).cardinality() == Cardinality.ONE
        : nested.params().containsKey(input) && nested.params().get(input).defaultValue().isEmpty();
  }

  private static Turn unsure(Stream<String> steps) {
    return new Turn.Unsure(steps.collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static Turn unsure(String step) {
    return unsure(Stream.of(step));
  }

  private StepSpec spec(String step) {
    return graph.setting().body().spec().step(step);
  }
}
