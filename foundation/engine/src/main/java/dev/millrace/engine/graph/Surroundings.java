package dev.millrace.engine.graph;

import dev.millrace.core.error.UserError;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.Reference.StepOutput;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.value.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the names in a step's expressions stand for. It does not change, and may go to another
 * thread.
 *
 * @param ends of the steps that it may name
 * @param round if the step fans out
 * @param verdict on the other steps, for exit steps
 */
public record Surroundings(
    Setting setting, Map<String, NodeEnd> ends, Optional<Round> round, Optional<Verdict> verdict) {

  Surroundings in(Round round) {
    return new Surroundings(setting, ends, Optional.of(round), verdict);
  }

  /**
   * Fills a template in.
   *
   * @throws UserError where that fails
   */
  public JsonNode evaluate(JsonNode template) {
    return Expressions.evaluate(template, this::value);
  }

  /** Whether a condition holds. */
  boolean holds(String condition) {
    return Expressions.holds(condition, this::value);
  }

  /** The artifacts that a binding to other steps names; what was not made is left out. */
  public List<Kept> artifacts(Binding binding) {
    return switch (binding) {
      case Binding.Output(String step, String output) -> made(new StepOutput(step, output));
      case Binding.Outputs(List<Binding.Output> of) ->
          of.stream().flatMap(each -> artifacts(each).stream()).toList();
      case Binding.OneOf(List<Binding.Output> of) ->
          of.stream()
              .map(this::artifacts)
              .filter(found -> !found.isEmpty())
              .findFirst()
              .orElse(List.of());
      case Binding.Given(String input) -> given(input);
      case Binding.Item() ->
          round.stream()
              .map(Round::element)
              .flatMap(
                  element ->
                      element instanceof Round.Element.Made(Kept kept)
                          ? Stream.of(kept)
                          : Stream.empty())
              .toList();
      case Binding.Data _, Binding.Resolved _, Binding.Imported _ ->
          throw new IllegalArgumentException("no step makes " + binding);
    };
  }

  /** True if all that a binding refers to is there. */
  public boolean there(Binding binding) {
    return presence(binding) == Presence.THERE;
  }

  Presence presence(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode template) -> presence(template);
      case Binding.Output(String step, String output) -> presence(new StepOutput(step, output));
      case Binding.Outputs(List<Binding.Output> of) ->
          of.stream().anyMatch(each -> presence(each) == Presence.UNKNOWN)
              ? Presence.UNKNOWN
              : Presence.THERE;
      case Binding.OneOf(List<Binding.Output> of) ->
          Presence.first(of.stream().map(this::presence).toList());
      case Binding.Given(String input) -> presence(new Reference.Given(input));
      case Binding.Imported(String path) -> presence(Json.tree(path));
      case Binding.Item _, Binding.Resolved _ -> Presence.THERE;
    };
  }

  Presence presence(JsonNode template) {
    return Presence.all(Expressions.references(template).stream().map(this::presence).toList());
  }

  Presence presence(Reference reference) {
    return switch (reference) {
      case StepOutput output -> presence(output);
      case Reference.Property(StepOutput of, _) -> presence(of);
      case Reference.OneOf(List<StepOutput> of) ->
          Presence.first(of.stream().map(this::presence).toList());
      case Reference.Given(String input) -> presenceOfGiven(input);
      case Reference.GivenProperty(String input, _) -> presenceOfGiven(input);
      case Reference.Param _, Reference.Item _, Reference.Index _, Reference.RunFact _ ->
          Presence.THERE;
    };
  }

  private Presence presence(StepOutput output) {
    return switch (ends.get(output.step())) {
      case NodeEnd.Done(_, _, StepResult result) ->
          result.has(output.output()) ? Presence.THERE : Presence.ABSENT;
      case NodeEnd.Unknown _ -> Presence.UNKNOWN;
      case NodeEnd.Skipped _, NodeEnd.Bad _ -> Presence.ABSENT;
      case null -> Presence.ABSENT;
    };
  }

  private Presence presenceOfGiven(String input) {
    return switch (setting.given().get(input)) {
      case Given.Made(List<Kept> artifacts) ->
          artifacts.isEmpty() ? Presence.ABSENT : Presence.THERE;
      case Given.Sought _ -> Presence.THERE;
      case null -> Presence.ABSENT;
    };
  }

  private List<Kept> given(String input) {
    return setting.given().get(input) instanceof Given.Made(List<Kept> artifacts)
        ? artifacts
        : List.of();
  }

  private List<Kept> made(StepOutput output) {
    return ends.get(output.step()) instanceof NodeEnd.Done(_, _, StepResult result)
        ? result.artifacts(output.output())
        : List.of();
  }

  private @Nullable JsonNode value(Reference reference) {
    return switch (reference) {
      case Reference.Param(String name) -> setting.params().get(name);
      case StepOutput output -> value(output);
      case Reference.Property(StepOutput of, String name) -> property(made(of), name);
      case Reference.OneOf(List<StepOutput> of) ->
          of.stream().map(this::valueIfThere).flatMap(Optional::stream).findFirst().orElse(null);
      case Reference.Given _ -> null;
      case Reference.GivenProperty(String input, String name) -> property(given(input), name);
      case Reference.Item(List<String> path) -> round.map(each -> each.at(path)).orElse(null);
      case Reference.Index() -> round.map(each -> Json.tree(each.index())).orElse(null);
      case Reference.RunFact(String name) -> fact(name);
    };
  }

  private Optional<JsonNode> valueIfThere(StepOutput output) {
    return Optional.ofNullable(value(output));
  }

  private @Nullable JsonNode value(StepOutput output) {
    return ends.get(output.step()) instanceof NodeEnd.Done(_, _, StepResult result)
        ? result.values().get(output.output())
        : null;
  }

  private static @Nullable JsonNode property(List<Kept> artifacts, String name) {
    return artifacts.size() == 1 ? artifacts.getFirst().row().properties().get(name) : null;
  }

  private @Nullable JsonNode fact(String name) {
    return switch (name) {
      case "id" -> Json.tree(setting.run().id().toString());
      case "as_of" -> Json.tree(setting.run().asOf().toString());
      case "state" ->
          verdict.map(end -> Json.tree(end.state().name().toLowerCase(Locale.ROOT))).orElse(null);
      case "reason" -> verdict.map(end -> Json.tree(end.reason())).orElse(null);
      case "failed" -> verdict.map(end -> Json.tree(end.failed())).orElse(null);
      default -> null;
    };
  }

  /** The steps that a binding refers to and whose results are not known. */
  Stream<String> unknownSteps(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode template) -> unknownSteps(template);
      case Binding.Output(String step, _) -> unknown(Stream.of(step));
      case Binding.Outputs(List<Binding.Output> of) ->
          unknown(of.stream().map(Binding.Output::step));
      case Binding.OneOf(List<Binding.Output> of) -> unknown(of.stream().map(Binding.Output::step));
      case Binding.Imported(String path) -> unknownSteps(Json.tree(path));
      case Binding.Given _, Binding.Item _, Binding.Resolved _ -> Stream.empty();
    };
  }

  Stream<String> unknownSteps(JsonNode template) {
    return unknown(Expressions.references(template).stream().flatMap(Surroundings::steps));
  }

  private Stream<String> unknown(Stream<String> steps) {
    return steps.filter(step -> ends.get(step) instanceof NodeEnd.Unknown);
  }

  private static Stream<String> steps(Reference reference) {
    return switch (reference) {
      case StepOutput(String step, _) -> Stream.of(step);
      case Reference.Property(StepOutput of, _) -> Stream.of(of.step());
      case Reference.OneOf(List<StepOutput> of) -> of.stream().map(StepOutput::step);
      case Reference.Param _,
          Reference.Given _,
          Reference.GivenProperty _,
          Reference.Item _,
          Reference.Index _,
          Reference.RunFact _ ->
          Stream.empty();
    };
  }
}
