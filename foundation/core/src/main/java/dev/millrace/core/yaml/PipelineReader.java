package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.pipeline.StepPorts;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.yaml.FileForm.InlineForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads a document as a pipeline, section by section, and goes on past what is wrong. */
final class PipelineReader {

  private static final JsonForm<FileForm> FILE = new JsonForm<>(FileForm.class);
  private static final JsonForm<InlineForm> INLINE = new JsonForm<>(InlineForm.class);

  private final Lint lint;
  private final Surroundings around;
  private final PipelineFiles files;

  PipelineReader(Lint lint, Surroundings around, PipelineFiles files) {
    this.lint = lint;
    this.around = around;
    this.files = files;
  }

  /** What others refer to. */
  private record Declared(
      SequencedMap<String, Optional<ParameterSpec>> params,
      SequencedMap<String, Optional<InputSpec>> inputs,
      SequencedMap<String, Integer> pools,
      DraftSteps steps) {

    Scope scope() {
      return new Scope(params, inputs, steps.outside(), steps.exitIds());
    }
  }

  /** The pipeline that a whole file is; empty if anything is wrong, with every problem noted. */
  Optional<ReadPipeline> readFile(JsonNode document) {
    JsonPointer at = JsonPointer.empty();
    var _ = lint.fits(at, FILE.check(document));
    checkName(document.path("name"), at.appendProperty("name"));
    SequencedMap<String, Integer> pools =
        new PoolRules(lint).read(document.path("pools"), at.appendProperty("pools"));
    Declared declared = declared(document, at, pools);
    SequencedMap<String, OutputRules.Output> outputs = outputs(document, at, declared);
    List<TriggerSpec> triggers =
        new TriggerRules(
                lint, document.path("name").asString(""), declared.steps.ids(), declared.params)
            .read(document.path("triggers"), at.appendProperty("triggers"));
    if (!lint.isClean()) {
      return Optional.empty();
    }
    FileForm form = FILE.read(document);
    return Optional.of(pipeline(form.name(), form.description(), declared, outputs, triggers));
  }

  /** A pipeline that is written inside another. */
  Optional<ReadPipeline> readInline(String name, JsonNode node, JsonPointer at) {
    int before = lint.count();
    var _ = lint.fits(at, INLINE.check(node));
    Declared declared = declared(node, at, new LinkedHashMap<>());
    SequencedMap<String, OutputRules.Output> outputs = outputs(node, at, declared);
    return lint.count() > before
        ? Optional.empty()
        : Optional.of(
            pipeline(name, INLINE.read(node).description(), declared, outputs, List.of()));
  }

  private void checkName(JsonNode name, JsonPointer at) {
    if (name.isString() && !Names.isPipeline(name.stringValue())) {
      lint.value(
          at, "'" + name.stringValue() + "' is no name of a pipeline", "use " + Names.PIPELINE);
    }
  }

  /** All but outputs and triggers, with the steps bound. */
  private Declared declared(
      JsonNode document, JsonPointer at, SequencedMap<String, Integer> pools) {
    SequencedMap<String, Optional<ParameterSpec>> params =
        new ParamRules(lint).read(document.path("params"), at.appendProperty("params"));
    SequencedMap<String, Optional<InputSpec>> inputs =
        new GivenRules(lint, params.keySet())
            .read(document.path("inputs"), at.appendProperty("inputs"));
    Map<String, Integer> usable = new LinkedHashMap<>(around.pools());
    usable.putAll(pools);
    DraftSteps steps = new StepRules(lint, around, files, usable).read(document, at);
    Declared declared = new Declared(params, inputs, pools, steps);
    if (steps.count() <= PipelineFiles.MAX_STEPS) {
      bind(declared, usable, at.appendProperty("steps"));
    }
    new GivenRules(lint, params.keySet())
        .checkTypes(inputs, at.appendProperty("inputs"), around.components(), steps);
    return declared;
  }

  private void bind(Declared declared, Map<String, Integer> pools, JsonPointer at) {
    Scope scope = declared.scope();
    DraftSteps steps = declared.steps;
    FlowRules flow = new FlowRules(lint, steps, around.queries());
    PolicyRules policy = new PolicyRules(lint, pools.keySet());
    steps
        .all()
        .forEach(
            step -> {
              Scope own = step.exiting ? scope.exiting() : scope;
              flow.read(step, own);
              policy.read(step);
              new InputRules(lint, step.item.map(own::forEach).orElse(own), around.queries())
                  .bind(step);
            });
    if (steps.allKnown()) {
      new Wiring(lint, around.components(), steps, declared.inputs).wire(at);
      flow.checkBound();
      new CycleRule(lint).check(steps.ordinary());
      new CycleRule(lint).check(steps.onExit());
    }
  }

  private SequencedMap<String, OutputRules.Output> outputs(
      JsonNode document, JsonPointer at, Declared declared) {
    return new OutputRules(lint, declared.scope(), around.queries())
        .read(document.path("outputs"), at.appendProperty("outputs"));
  }

  private static ReadPipeline pipeline(
      String name,
      String description,
      Declared declared,
      SequencedMap<String, OutputRules.Output> outputs,
      List<TriggerSpec> triggers) {
    SequencedMap<String, ParameterSpec> params = new LinkedHashMap<>();
    declared.params.forEach((id, param) -> params.put(id, param.orElseThrow()));
    SequencedMap<String, InputSpec> inputs = new LinkedHashMap<>();
    declared.inputs.forEach((id, input) -> inputs.put(id, input.orElseThrow()));
    SequencedMap<String, Binding> made = new LinkedHashMap<>();
    outputs.forEach((id, output) -> made.put(id, output.binding()));
    PipelineSpec spec =
        new PipelineSpec(
            name,
            description,
            params,
            inputs,
            DraftSteps.specs(declared.steps.ordinary()),
            DraftSteps.specs(declared.steps.onExit()),
            made,
            declared.pools,
            triggers);
    List<Port> ports = outputs.values().stream().map(OutputRules.Output::port).toList();
    return new ReadPipeline(
        spec,
        new ComponentSignature(name, description, StepPorts.inputs(params, inputs), ports),
        declared.steps.count());
  }
}
