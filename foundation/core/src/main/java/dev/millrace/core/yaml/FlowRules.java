package dev.millrace.core.yaml;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.expression.TextTemplate;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Branches;
import dev.millrace.core.pipeline.FanItem;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.pipeline.StepFlow;
import dev.millrace.core.pipeline.StepFlow.FanOut;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The rules of whether a step runs and how often: {@code when}, {@code else_of}, {@code for_each}.
 */
final class FlowRules {

  private final Lint lint;
  private final DraftSteps steps;
  private final Set<String> queries;

  FlowRules(Lint lint, DraftSteps steps, Set<String> queries) {
    this.lint = lint;
    this.steps = steps;
    this.queries = queries;
  }

  /** Reads a step's flow, and what it is run for each of. */
  void read(DraftStep step, Scope scope) {
    checkElse(step);
    checkParallelism(step);
    Optional<String> when = step.form.when().map(condition -> when(step, condition, scope));
    Optional<FanOut> fanOut = step.form.forEach().flatMap(list -> fanOut(step, list, scope));
    if (step.form.forEach().isPresent() && step.item.isEmpty()) {
      step.item = Optional.of(new FanItem.Unknown());
    }
    step.setFlow(new StepFlow(when, step.form.elseOf(), fanOut));
  }

  private String when(DraftStep step, String condition, Scope scope) {
    JsonPointer at = step.at.appendProperty("when");
    JsonNode template = JsonNodeFactory.instance.stringNode(condition);
    scope.conditionFaults(condition).forEach(fault -> lint.value(at, fault));
    new ExitRule(lint, scope).checkRequired("its condition", template, at);
    return TextTemplate.parse(condition).text();
  }

  private SequencedMap<String, DraftStep> beside(DraftStep step) {
    return step.exiting ? steps.onExit() : steps.ordinary();
  }

  /** An else is of a step with a condition. */
  private void checkElse(DraftStep step) {
    JsonPointer at = step.at.appendProperty("else_of");
    step.form
        .elseOf()
        .ifPresent(
            id -> {
              Set<String> ids = step.exiting ? steps.exitIds() : steps.ids();
              DraftStep before = beside(step).get(id);
              if (!ids.contains(id)) {
                lint.value(at, "there is no step '" + id + "'", Suggestion.remedy(id, ids));
              } else if (before != null && before.form.when().isEmpty()) {
                lint.value(
                    at,
                    "step '" + id + "' has no condition, so it leaves nothing to an else",
                    "give it a when:, or name the step whose condition is meant");
              }
            });
  }

  private void checkParallelism(DraftStep step) {
    if (step.form.parallelism().isPresent() && step.form.forEach().isEmpty()) {
      lint.key(
          step.at.appendProperty("parallelism"),
          "parallelism is of a step with for_each",
          "add for_each: and a list, or remove it; pool: limits tasks of several steps");
    }
  }

  private Optional<FanOut> fanOut(DraftStep step, JsonNode list, Scope scope) {
    JsonPointer at = step.at.appendProperty("for_each");
    Optional<ArtifactType<?>> type = artifactType(list, scope);
    Optional<Binding> over =
        type.isPresent()
            ? artifacts(step, type.get(), list, at, scope)
            : values(step, list, at, scope);
    return over.map(binding -> new FanOut(binding, step.form.parallelism()));
  }

  /** The type of the artifacts that a list is of; empty if it is of values. */
  private static Optional<ArtifactType<?>> artifactType(JsonNode list, Scope scope) {
    JsonNode first = list.isArray() && !list.isEmpty() ? list.get(0) : list;
    return first.isString()
        ? ArtifactReferences.type(first.stringValue(), scope)
        : Optional.empty();
  }

  private Optional<Binding> artifacts(
      DraftStep step, ArtifactType<?> type, JsonNode list, JsonPointer at, Scope scope) {
    step.item = Optional.of(new FanItem.Artifacts(type));
    if (list.isString() && !ArtifactReferences.isMany(list.stringValue(), scope)) {
      lint.value(
          at,
          "for_each goes through a list, " + list.stringValue() + " is one artifact",
          "write a list of artifacts: [" + list.stringValue() + ", …], or remove for_each");
      return Optional.empty();
    }
    ArtifactPort port = new ArtifactPort("for_each", type, Cardinality.MANY, "");
    return new SourceRules(lint, scope, queries).bind(port, list, at);
  }

  private Optional<Binding> values(DraftStep step, JsonNode list, JsonPointer at, Scope scope) {
    boolean understood = new TemplateRules(lint, scope).check(list, at);
    new ExitRule(lint, scope).checkRequired("for_each", list, at);
    JsonNode known = scope.preview(list);
    Optional<FanItem> item = FanItem.of(known);
    if (item.isEmpty() && understood) {
      String found =
          Deferred.find(known)
              .map(deferred -> deferred.text() + " is " + deferred.shape().detail())
              .orElseGet(() -> "found " + Mismatch.found(known));
      lint.value(
          at,
          "for_each goes through a list, " + found,
          "write a list, or ${…} of a parameter or an output that is one");
    }
    step.item = understood ? item : Optional.empty();
    return Optional.of(new Binding.Data(Scope.normal(list)));
  }

  /** What can only be said when all inputs are bound. */
  void checkBound() {
    steps.all().forEach(this::checkRounds);
    steps.all().forEach(this::checkBranch);
  }

  /** A step that is run for each of a list says what of. */
  private void checkRounds(DraftStep step) {
    if (step.form.forEach().isPresent()
        && step.bindings().values().stream().noneMatch(Binding::namesRound)
        && step.form.with().values().stream()
            .noneMatch(given -> new Binding.Data(given).namesRound())) {
      lint.key(
          step.at.appendProperty("for_each"),
          "every round of step '" + step.id + "' is the same: no input names item or index",
          "give ${item} to an input: with: { NAME: \"${item}\" }");
    }
  }

  /** Where one branch runs the other does not, so it makes nothing for it. */
  private void checkBranch(DraftStep step) {
    Set<String> before =
        Branches.before(
            step.flow(), id -> Optional.ofNullable(beside(step).get(id)).map(DraftStep::flow));
    step.bindings()
        .forEach(
            (input, binding) ->
                Branches.taken(binding, before)
                    .ifPresent(other -> reportBranch(step, input, other)));
  }

  private void reportBranch(DraftStep step, String input, String other) {
    JsonPointer at = step.at.appendProperty("with").appendProperty(input);
    lint.value(
        step.mentioned.contains(input) ? at : step.at,
        "step '%s' runs where '%s' does not, and takes its output as '%s'"
            .formatted(step.id, other, input),
        "take it of a step that runs before both branches");
  }
}
