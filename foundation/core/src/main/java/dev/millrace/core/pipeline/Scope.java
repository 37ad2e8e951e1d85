package dev.millrace.core.pipeline;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.TextTemplate;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the expressions of a pipeline may name, before anything has run. Everything in it is empty
 * where it has problems of its own: what refers to that is not blamed.
 *
 * @param params by name
 * @param inputs what it is given where it is nested, by name
 * @param steps the ports of all its steps, as other steps see them
 * @param onExit which of the steps run when all others have ended
 * @param place of whom the expressions are
 */
public record Scope(
    Map<String, Optional<ParameterSpec>> params,
    Map<String, Optional<InputSpec>> inputs,
    Map<String, Optional<ComponentSignature>> steps,
    Set<String> onExit,
    Place place) {

  /**
   * A step, or the pipeline as a whole.
   *
   * @param item what it is run for each of
   * @param exiting true of a step that runs when all others have ended
   */
  public record Place(Optional<FanItem> item, boolean exiting) {
    static final Place ORDINARY = new Place(Optional.empty(), false);
  }

  public Scope(
      Map<String, Optional<ParameterSpec>> params,
      Map<String, Optional<InputSpec>> inputs,
      Map<String, Optional<ComponentSignature>> steps,
      Set<String> onExit) {
    this(params, inputs, steps, onExit, Place.ORDINARY);
  }

  /** The same for a step that runs when all others have ended. */
  public Scope exiting() {
    return new Scope(params, inputs, steps, onExit, new Place(place.item(), true));
  }

  /** The same for a step that is run for each element of a list. */
  public Scope forEach(FanItem item) {
    return new Scope(params, inputs, steps, onExit, new Place(Optional.of(item), place.exiting()));
  }

  /** True of an exit step's view of a step that may never have run. */
  public boolean mayBeMissing(String step) {
    return place.exiting() && !onExit.contains(step);
  }

  /** Everything in a template's braces that is not understood, names nothing, or is mistyped. */
  public List<Problem> faults(JsonNode template) {
    return new ScopeCheck(this).check(template);
  }

  /** What is wrong with an expression that has to be true or false, and nothing besides. */
  public List<Problem> conditionFaults(String condition) {
    return new ScopeCheck(this).checkCondition(condition);
  }

  /** The port that an output reference names; notes what is wrong where it names none. */
  public Optional<Port> port(Reference.StepOutput reference, List<Problem> faults) {
    String step = reference.step();
    Optional<ComponentSignature> signature = steps.get(step);
    if (signature == null) {
      faults.add(
          Problem.of("there is no step '" + step + "'", Suggestion.remedy(step, steps.keySet())));
      return Optional.empty();
    }
    if (onExit.contains(step) && !place.exiting()) {
      faults.add(
          Problem.of(
              "step '" + step + "' runs on exit, when all others have ended",
              "name an ordinary step, or move this one to on_exit"));
      return Optional.empty();
    }
    Optional<Port> port = signature.flatMap(known -> known.output(reference.output()));
    if (signature.isPresent() && port.isEmpty()) {
      List<String> outputs = signature.get().outputs().stream().map(Port::name).toList();
      faults.add(
          Problem.of(
              "step '" + step + "' has no output '" + reference.output() + "'",
              Suggestion.remedy(reference.output(), outputs)));
    }
    return port;
  }

  /** The port of an artifact that the pipeline is given; notes what is wrong if there is none. */
  public Optional<ArtifactPort> given(String input, List<Problem> faults) {
    if (!inputs.containsKey(input)) {
      faults.add(
          Problem.of(
              "the pipeline has no input '" + input + "'",
              inputs.isEmpty()
                  ? "declare it: inputs: { " + input + ": { type: … } }"
                  : Suggestion.remedy(input, inputs.keySet())));
    }
    return inputs.getOrDefault(input, Optional.empty()).map(known -> StepPorts.port(input, known));
  }

  /**
   * A template as far as it is known before a run: defaults of parameters in the place of
   * references to them, and {@link Deferred} for the rest.
   */
  public JsonNode preview(JsonNode template) {
    return new ScopePreview(this).of(template);
  }

  /** What the value of a template will be, as far as that is known. */
  public Shape shape(JsonNode template) {
    if (template.isString()
        && TextTemplate.parse(template.stringValue()).whole().orElse(null)
            instanceof TextTemplate.Named(Reference reference)) {
      return new ReferenceShapes(this).of(reference);
    }
    return Shapes.of(preview(template));
  }

  /** A template as the spec keeps it: its literals in normal form, its references as written. */
  public static JsonNode normal(ValuePort port, JsonNode template) {
    return port.normal(deferred(template));
  }

  /** A template as the spec keeps it where nothing is known of its type. */
  public static JsonNode normal(JsonNode template) {
    return Expressions.mapStrings(
        template, text -> JsonNodeFactory.instance.stringNode(TextTemplate.parse(text).text()));
  }

  private static JsonNode deferred(JsonNode template) {
    return Expressions.mapStrings(
        template,
        text -> {
          TextTemplate parsed = TextTemplate.parse(text);
          return text.contains("${")
              ? Deferred.anything(parsed.text()).node()
              : JsonNodeFactory.instance.stringNode(text);
        });
  }
}
