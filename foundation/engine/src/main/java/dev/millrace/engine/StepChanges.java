package dev.millrace.engine;

import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What is different about the steps of a pipeline now: their definitions, the parameters that they
 * read, their code. A step that is different starts over, with all that come after it; of a nested
 * pipeline only the steps that are different do.
 */
final class StepChanges {

  private final Function<String, Optional<String>> beside;
  private final List<String> words = new ArrayList<>();

  /**
   * @param beside what else is different about a step, in words, by its path without indexes,
   *     {@code each/train}
   */
  StepChanges(Function<String, Optional<String>> beside) {
    this.beside = beside;
  }

  /** What changed, for people. */
  List<String> words() {
    return words;
  }

  /** A pipeline as it was and as it is, and which of its parameters have other values. */
  record Versions(PipelineSpec before, PipelineSpec after, Set<String> changed) {}

  /**
   * @param prefix the path of what the pipeline is nested in
   * @param first another step that starts over, whatever is the same about it
   */
  StartOver between(Versions versions, String prefix, Optional<String> first) {
    StartOver over = new StartOver();
    versions
        .after()
        .steps()
        .forEach(
            (id, step) -> {
              StartOver inside =
                  first.equals(Optional.of(id))
                      ? StartOver.whole()
                      : changes(id, step, versions, prefix);
              if (!inside.isEmpty()) {
                over.add(id, inside);
              }
            });
    StepOrder order = StepOrder.of(versions.after());
    for (String step : order.order()) {
      if (over.has(step)) {
        order.downstream(step).forEach(later -> over.add(later, StartOver.whole()));
      }
    }
    return over;
  }

  private StartOver changes(String id, StepSpec after, Versions versions, String prefix) {
    String path = prefix + id;
    StepSpec before = versions.before().steps().get(id);
    if (before == null) {
      words.add("step '" + path + "' is new");
      return StartOver.whole();
    }
    Optional<String> change = change(path, before, after, versions.changed());
    if (change.isPresent()) {
      words.add("step '" + path + "': " + change.get());
      return StartOver.whole();
    }
    return before.body() instanceof StepBody.Nested(PipelineSpec inner, _)
            && after.body() instanceof StepBody.Nested(PipelineSpec now, _)
        ? inside(new Versions(inner, now, reading(after, versions.changed())), before, after, path)
        : new StartOver();
  }

  private Optional<String> change(
      String path, StepSpec before, StepSpec after, Set<String> changed) {
    if (!before.flow().equals(after.flow()) || !sameBody(before.body(), after.body())) {
      return Optional.of("its definition changed");
    }
    boolean nested = after.body() instanceof StepBody.Nested;
    Optional<String> other = nested ? Optional.empty() : beside.apply(path);
    if (other.isPresent()) {
      return other;
    }
    if (!nested && !before.inputs().equals(after.inputs())) {
      return Optional.of("its inputs changed");
    }
    if (!before.policy().env().equals(after.policy().env())) {
      return Optional.of("its variables changed");
    }
    Set<String> read = new HashSet<>();
    after.flow().when().ifPresent(when -> read.addAll(params(Json.tree(when))));
    after.flow().forEach().ifPresent(each -> read.addAll(params(each.over())));
    if (!nested) {
      after.inputs().values().forEach(binding -> read.addAll(params(binding)));
    }
    read.retainAll(changed);
    return read.isEmpty()
        ? Optional.empty()
        : Optional.of("it reads " + String.join(" and ", read.stream().sorted().toList()));
  }

  private static boolean sameBody(StepBody before, StepBody after) {
    return switch (after) {
      case StepBody.Uses uses -> before.equals(uses);
      case StepBody.Nested(_, String directory) ->
          before instanceof StepBody.Nested nested && nested.directory().equals(directory);
    };
  }

  private StartOver inside(Versions inner, StepSpec before, StepSpec after, String path) {
    for (String input : inner.after().inputs().keySet()) {
      if (!Optional.ofNullable(before.inputs().get(input))
          .equals(Optional.ofNullable(after.inputs().get(input)))) {
        words.add("step '" + path + "': its input '" + input + "' changed");
        return StartOver.whole();
      }
    }
    Set<String> changed = new HashSet<>(inner.changed());
    inner
        .after()
        .params()
        .forEach(
            (name, param) -> {
              boolean sameBinding =
                  Optional.ofNullable(before.inputs().get(name))
                      .equals(Optional.ofNullable(after.inputs().get(name)));
              boolean sameSpec = param.equals(inner.before().params().get(name));
              if (!sameBinding || !sameSpec) {
                changed.add(name);
              }
            });
    StartOver over =
        between(new Versions(inner.before(), inner.after(), changed), path + "/", Optional.empty());
    boolean same =
        inner.before().outputs().equals(inner.after().outputs())
            && inner.before().steps().keySet().equals(inner.after().steps().keySet())
            && inner.before().onExit().equals(inner.after().onExit());
    if (over.isEmpty() && !same) {
      words.add("step '" + path + "': its pipeline changed");
      return StartOver.whole();
    }
    return over;
  }

  /** The parameters of a nested pipeline that are given what has changed. */
  private static Set<String> reading(StepSpec step, Set<String> changed) {
    Set<String> reading = new HashSet<>();
    step.inputs()
        .forEach(
            (input, binding) -> {
              if (params(binding).stream().anyMatch(changed::contains)) {
                reading.add(input);
              }
            });
    return reading;
  }

  private static Set<String> params(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode template) -> params(template);
      case Binding.Imported(String path) -> params(Json.tree(path));
      case Binding.Output _,
          Binding.Outputs _,
          Binding.OneOf _,
          Binding.Given _,
          Binding.Item _,
          Binding.Resolved _ ->
          Set.of();
    };
  }

  private static Set<String> params(JsonNode template) {
    Set<String> params = new HashSet<>();
    for (Reference reference : Expressions.references(template)) {
      if (reference instanceof Reference.Param(String name)) {
        params.add(name);
      }
    }
    return params;
  }

  /** The names whose values differ. */
  static Set<String> changed(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    Set<String> changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(
        name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name))));
    return changed;
  }
}
