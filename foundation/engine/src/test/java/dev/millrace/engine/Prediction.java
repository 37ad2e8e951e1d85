package dev.millrace.engine;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Sketch.Body;
import dev.millrace.engine.Sketch.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What becomes of each task of a pipeline, by going through its steps one after another. It has
 * nothing in common with the engine but the words of the states.
 */
final class Prediction {

  /** What was to become of a step's code, by its id: none of the two is well. */
  enum Fate {
    FAILS,
    REFUSES
  }

  private final Map<String, Fate> fates;
  private final Map<String, TaskState> states = new TreeMap<>();
  private RunState run = RunState.SUCCEEDED;

  private Prediction(Map<String, Fate> fates) {
    this.fates = fates;
  }

  static Prediction of(Sketch sketch, Map<String, Fate> fates) {
    Prediction prediction = new Prediction(fates);
    Instance all = prediction.new Instance("", 0);
    all.steps(sketch.steps());
    TaskState end = all.end();
    for (Step exit : sketch.exits()) {
      prediction.states.put(exit.id(), prediction.code(exit.id()));
      if (prediction.states.get(exit.id()) != TaskState.SUCCEEDED) {
        end = TaskState.FAILED;
      }
    }
    prediction.run = RunState.valueOf(end.name());
    return prediction;
  }

  /** By path; CACHED counts as SUCCEEDED. */
  Map<String, TaskState> states() {
    return states;
  }

  RunState run() {
    return run;
  }

  private TaskState code(String id) {
    return switch (fates.get(id)) {
      case FAILS -> TaskState.FAILED;
      case REFUSES -> TaskState.REFUSED;
      case null -> TaskState.SUCCEEDED;
    };
  }

  /** How a condition came out. */
  private enum Asked {
    TRUE,
    FALSE,
    ANOTHER_BRANCH,
    NEVER
  }

  /**
   * What others see of a step.
   *
   * @param number it made, if one
   * @param made true if there is an artifact
   */
  private record Seen(
      TaskState state, boolean borne, Optional<Integer> number, boolean made, Asked asked) {

    boolean blocks() {
      return !borne
          && (state == TaskState.FAILED
              || state == TaskState.REFUSED
              || state == TaskState.BLOCKED);
    }
  }

  /** One instance of a pipeline. */
  private final class Instance {

    private final String prefix;
    private final int parameter;
    private final Map<String, Seen> seen = new HashMap<>();

    Instance(String prefix, int parameter) {
      this.prefix = prefix;
      this.parameter = parameter;
    }

    void steps(List<Step> steps) {
      for (Step step : steps) {
        Seen end = step(step);
        seen.put(step.id(), end);
        states.put(prefix + step.id(), end.state());
      }
    }

    /** Of all of them together. */
    TaskState end() {
      List<TaskState> bad =
          seen.values().stream().filter(step -> !step.borne()).map(Seen::state).toList();
      return bad.contains(TaskState.FAILED)
          ? TaskState.FAILED
          : bad.contains(TaskState.REFUSED) ? TaskState.REFUSED : TaskState.SUCCEEDED;
    }

    private Seen step(Step step) {
      if (step.needs().stream()
          .filter(id -> !step.elseOf().equals(Optional.of(id)))
          .anyMatch(id -> look(id).blocks())) {
        return nothing(TaskState.BLOCKED, Asked.NEVER);
      }
      if (step.elseOf().isPresent()) {
        Seen before = look(step.elseOf().get());
        switch (before.asked()) {
          case TRUE, ANOTHER_BRANCH -> {
            return nothing(TaskState.SKIPPED, Asked.ANOTHER_BRANCH);
          }
          case NEVER -> {
            return nothing(before.state(), Asked.NEVER);
          }
          case FALSE -> {}
        }
      }
      if (step.condition().isPresent()) {
        Sketch.Condition condition = step.condition().get();
        Optional<Integer> left =
            condition.step().isPresent()
                ? condition.step().flatMap(id -> look(id).number())
                : Optional.of(3);
        if (left.isEmpty()) {
          return nothing(TaskState.SKIPPED, Asked.NEVER);
        }
        if (left.get() <= condition.above()) {
          return nothing(TaskState.SKIPPED, Asked.FALSE);
        }
      }
      return lacks(step) ? nothing(TaskState.SKIPPED, Asked.TRUE) : runs(step);
    }

    private Seen nothing(TaskState state, Asked asked) {
      return new Seen(state, false, Optional.empty(), false, asked);
    }

    private Seen look(String id) {
      return Optional.ofNullable(seen.get(id)).orElseThrow();
    }

    private boolean lacks(Step step) {
      return switch (step.body()) {
        case Body.Mixing _ -> false;
        case Body.Needing(String one, Optional<String> amount) ->
            !look(one).made()
                || (step.each().isEmpty()
                    && amount.isPresent()
                    && look(amount.get()).number().isEmpty());
        case Body.Nesting(_, Optional<String> from, boolean required, _) ->
            required && !from.map(id -> look(id).made()).orElse(false);
      };
    }

    private Seen runs(Step step) {
      String path = prefix + step.id();
      if (step.each().isEmpty()) {
        return finished(step, once(step, path, UnaryOperator.identity()));
      }
      List<TaskState> rounds = new ArrayList<>();
      for (int i = 0; i < step.each().get().size(); i++) {
        int item = step.each().get().get(i);
        String round = path + "[" + i + "]";
        Seen end = once(step, round, _ -> Optional.of(item));
        states.put(round, end.state());
        rounds.add(end.state());
      }
      TaskState all =
          rounds.contains(TaskState.FAILED)
              ? TaskState.FAILED
              : rounds.contains(TaskState.REFUSED) ? TaskState.REFUSED : TaskState.SUCCEEDED;
      return finished(
          step, new Seen(all, false, Optional.empty(), all == TaskState.SUCCEEDED, Asked.TRUE));
    }

    private Seen finished(Step step, Seen end) {
      return end.state() == TaskState.SUCCEEDED
          ? end
          : new Seen(end.state(), step.mayFail(), Optional.empty(), false, Asked.TRUE);
    }

    /**
     * @param number what the step is given as its number instead of what it names
     */
    private Seen once(Step step, String path, UnaryOperator<Optional<Integer>> number) {
      return switch (step.body()) {
        case Body.Mixing(_, _, Optional<String> from) ->
            simple(step.id(), number.apply(from.flatMap(id -> look(id).number())).orElse(0));
        case Body.Needing(_, Optional<String> amount) ->
            simple(step.id(), number.apply(amount.flatMap(id -> look(id).number())).orElse(5));
        case Body.Nesting(Sketch inner, _, _, Optional<String> parameterFrom) -> {
          Instance inside =
              new Instance(
                  path + "/",
                  number.apply(parameterFrom.flatMap(id -> look(id).number())).orElse(0));
          inside.steps(inner.steps());
          inside.first(inner);
          TaskState end = inside.end();
          Optional<Seen> maker = inner.makes().map(inside::look);
          yield new Seen(
              end,
              false,
              maker.flatMap(Seen::number),
              maker.map(Seen::made).orElse(false),
              Asked.TRUE);
        }
      };
    }

    /** The step that each nested pipeline has besides; it takes what it is given, or nothing. */
    private void first(Sketch inner) {
      String id = inner.name() + "_first";
      Seen end = simple(id, parameter);
      seen.put(id, end);
      states.put(prefix + id, end.state());
    }

    private Seen simple(String id, int number) {
      TaskState state = code(id);
      return state == TaskState.SUCCEEDED
          ? new Seen(state, false, Optional.of(number + 1), true, Asked.TRUE)
          : nothing(state, Asked.TRUE);
    }
  }
}
