package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.pipeline.TriggerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads a document as a pipeline, section by section, and goes on past what is wrong. */
final class PipelineReader {

  private static final JsonForm<FileForm> FORM = new JsonForm<>(FileForm.class);

  private final Lint lint;
  private final Components components;
  private final Set<String> queries;

  PipelineReader(Lint lint, Components components, Set<String> queries) {
    this.lint = lint;
    this.components = components;
    this.queries = queries;
  }

  /** The pipeline; empty if anything is wrong, with every problem noted. */
  Optional<PipelineSpec> read(JsonNode document) {
    var _ = lint.fits(JsonPointer.empty(), FORM.check(document));
    checkName(document.path("name"));
    JsonPointer top = JsonPointer.empty();
    SequencedMap<String, Optional<ParameterSpec>> params =
        new ParamRules(lint).read(document.path("params"), top.appendProperty("params"));
    StepRules stepRules = new StepRules(lint, components);
    JsonNode stepSection = document.path("steps");
    Set<String> ids = Set.copyOf(stepSection.propertyNames());
    SequencedMap<String, DraftStep> steps =
        stepRules.read(stepSection, top.appendProperty("steps"));
    checkAnyStep(stepSection);
    bind(params, steps, ids);
    if (steps.size() == stepSection.size() && allKnown(steps)) {
      new Wiring(lint, components, steps).wire();
      stepRules.checkCycle(steps);
    }
    List<TriggerSpec> triggers =
        new TriggerRules(lint, ids).read(document.path("triggers"), top.appendProperty("triggers"));
    return lint.isClean() ? Optional.of(spec(document, params, steps, triggers)) : Optional.empty();
  }

  private void checkName(JsonNode name) {
    if (name.isString() && !Names.isPipeline(name.stringValue())) {
      lint.value(
          JsonPointer.empty().appendProperty("name"),
          "'" + name.stringValue() + "' is no name of a pipeline",
          "use " + Names.PIPELINE);
    }
  }

  private void checkAnyStep(JsonNode section) {
    if (section.isObject() && section.isEmpty()) {
      lint.value(
          JsonPointer.empty().appendProperty("steps"),
          "a pipeline has at least one step",
          "add a step with uses: and a component");
    }
  }

  private void bind(
      SequencedMap<String, Optional<ParameterSpec>> params,
      SequencedMap<String, DraftStep> steps,
      Set<String> ids) {
    SequencedMap<String, Optional<ComponentSignature>> signatures = new LinkedHashMap<>();
    ids.forEach(id -> signatures.put(id, Optional.empty()));
    steps.forEach((id, step) -> signatures.put(id, step.signature));
    InputRules rules = new InputRules(lint, new Scope(params, signatures), queries);
    steps.values().forEach(rules::bind);
  }

  /** What an unknown component makes is unknown, so nothing can be said about what is missing. */
  private static boolean allKnown(SequencedMap<String, DraftStep> steps) {
    return steps.values().stream().allMatch(step -> step.signature.isPresent());
  }

  private static PipelineSpec spec(
      JsonNode document,
      SequencedMap<String, Optional<ParameterSpec>> params,
      SequencedMap<String, DraftStep> steps,
      List<TriggerSpec> triggers) {
    FileForm form = FORM.read(document);
    SequencedMap<String, ParameterSpec> given = new LinkedHashMap<>();
    params.forEach((id, param) -> given.put(id, param.orElseThrow()));
    SequencedMap<String, StepSpec> specs = new LinkedHashMap<>();
    steps.forEach((id, step) -> specs.put(id, step.spec()));
    return new PipelineSpec(form.name(), form.description(), given, specs, triggers);
  }
}
