package dev.millrace.engine;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.engine.graph.Choice;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which steps a run is asked for. Those that others need take what they made earlier; the rest is
 * left out. Exit steps always run.
 *
 * @param from this step and all after it
 * @param to this step and all before it
 * @param only these steps; the other two are then empty
 */
public record Selection(Optional<String> from, Optional<String> to, SequencedSet<String> only) {

  public static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), new LinkedHashSet<>());

  private static final Pattern WRITTEN =
      Pattern.compile("(?:from (\\S+))? ?(?:to (\\S+))?|only (.+)");

  public Selection {
    if (!only.isEmpty() && (from.isPresent() || to.isPresent())) {
      throw UserError.usage(
              "a run is asked for either some steps only, or those from one to another")
          .hint("give --only alone, or --from and --to");
    }
  }

  public static Selection from(String step) {
    return new Selection(Optional.of(step), Optional.empty(), new LinkedHashSet<>());
  }

  public static Selection to(String step) {
    return new Selection(Optional.empty(), Optional.of(step), new LinkedHashSet<>());
  }

  public static Selection only(Set<String> steps) {
    return new Selection(Optional.empty(), Optional.empty(), new LinkedHashSet<>(steps));
  }

  /** Reads the written form; what is none is everything. */
  static Selection parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return ALL;
    }
    return matcher.group(3) == null
        ? new Selection(
            Optional.ofNullable(matcher.group(1)),
            Optional.ofNullable(matcher.group(2)),
            new LinkedHashSet<>())
        : only(new LinkedHashSet<>(java.util.List.of(matcher.group(3).split(", ", -1))));
  }

  /** As it is recorded with a run: {@code from train to evaluate}, {@code only train, evaluate}. */
  String text() {
    if (!only.isEmpty()) {
      return "only " + String.join(", ", only);
    }
    return (from.map(step -> "from " + step + " ").orElse("")
            + to.map(step -> "to " + step).orElse(""))
        .strip();
  }

  boolean isAll() {
    return equals(ALL);
  }

  /**
   * @throws UserError naming a step that is not there, or a stretch without steps
   */
  Choice in(PipelineSpec pipeline) {
    if (isAll()) {
      return Choice.all();
    }
    from.ifPresent(step -> check(step, pipeline));
    to.ifPresent(step -> check(step, pipeline));
    only.forEach(step -> check(step, pipeline));
    Set<String> asked = only.isEmpty() ? stretch(StepOrder.of(pipeline)) : only;
    if (asked.isEmpty()) {
      throw UserError.usage(
          "step '%s' does not come before step '%s'".formatted(from.orElse(""), to.orElse("")));
    }
    return Choice.of(pipeline, asked);
  }

  private Set<String> stretch(StepOrder order) {
    Set<String> asked = new LinkedHashSet<>(order.order());
    from.ifPresent(
        step -> {
          Set<String> after = new LinkedHashSet<>(order.downstream(step));
          after.add(step);
          asked.retainAll(after);
        });
    to.ifPresent(
        step -> {
          Set<String> before = new LinkedHashSet<>(order.upstream(step));
          before.add(step);
          asked.retainAll(before);
        });
    return asked;
  }

  private static void check(String step, PipelineSpec pipeline) {
    if (!pipeline.steps().containsKey(step)) {
      throw UserError.usage("pipeline '" + pipeline.name() + "' has no step '" + step + "'")
          .hint(Suggestion.remedy(step, pipeline.steps().keySet()));
    }
  }
}
