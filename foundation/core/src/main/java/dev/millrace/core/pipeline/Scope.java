package dev.millrace.core.pipeline;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the expressions of a pipeline may name, before anything has run: its parameters, and the
 * outputs of its steps.
 *
 * @param params by id; empty for one that has problems of its own
 * @param steps the signatures of their components; empty where that is not known
 */
public record Scope(
    Map<String, Optional<ParameterSpec>> params, Map<String, Optional<ComponentSignature>> steps) {

  /** What is wrong with an expression, and what to do about it. */
  public record Fault(String message, String remedy) {}

  /** Everything in a template's braces that is not understood or names nothing. */
  public List<Fault> faults(JsonNode template) {
    List<Fault> faults = new ArrayList<>();
    for (String unknown : Expressions.unknown(template)) {
      faults.add(new Fault("'" + unknown + "' is not understood", TextTemplate.UNDERSTOOD));
    }
    for (Reference reference : Expressions.references(template)) {
      switch (reference) {
        case Reference.Param(String name) -> {
          if (!params.containsKey(name)) {
            faults.add(
                new Fault(
                    "there is no parameter '" + name + "'",
                    Suggestion.remedy(name, params.keySet())));
          }
        }
        case Reference.StepOutput output ->
            port(output, faults)
                .filter(port -> !(port instanceof ValuePort))
                .ifPresent(
                    _ ->
                        faults.add(
                            new Fault(
                                "${" + output.text() + "} is an artifact, not a value",
                                "give it to an input that takes an artifact")));
      }
    }
    return faults;
  }

  /** The port that an output reference names; notes what is wrong where it names none. */
  public Optional<Port> port(Reference.StepOutput reference, List<Fault> faults) {
    Optional<ComponentSignature> signature = steps.get(reference.step());
    if (signature == null) {
      faults.add(
          new Fault(
              "there is no step '" + reference.step() + "'",
              Suggestion.remedy(reference.step(), steps.keySet())));
      return Optional.empty();
    }
    Optional<Port> port = signature.flatMap(known -> known.output(reference.output()));
    if (signature.isPresent() && port.isEmpty()) {
      List<String> outputs = signature.get().outputs().stream().map(Port::name).toList();
      faults.add(
          new Fault(
              "step '" + reference.step() + "' has no output '" + reference.output() + "'",
              Suggestion.remedy(reference.output(), outputs)));
    }
    return port;
  }

  /**
   * A template as far as it is known before a run: defaults of parameters in the place of
   * references to them, and {@link Deferred} for the rest.
   */
  public JsonNode preview(JsonNode template) {
    return Expressions.mapStrings(template, text -> preview(TextTemplate.parse(text)));
  }

  private JsonNode preview(TextTemplate template) {
    if (template.whole().isPresent()) {
      return known(template.whole().get());
    }
    if (!template.unknown().isEmpty()) {
      return new Deferred(Kind.ANY, template.text()).node();
    }
    StringBuilder text = new StringBuilder();
    for (TextTemplate.Part part : template.parts()) {
      JsonNode known =
          switch (part) {
            case TextTemplate.Literal(String literal) ->
                JsonNodeFactory.instance.stringNode(literal);
            case TextTemplate.Named(Reference reference) -> known(reference);
            case TextTemplate.Unknown _ -> throw new IllegalStateException("seen to above");
          };
      if (!known.isValueNode() || known.isPojo()) {
        return new Deferred(Kind.TEXT, template.text()).node();
      }
      text.append(known.asString());
    }
    return JsonNodeFactory.instance.stringNode(text.toString());
  }

  private JsonNode known(Reference reference) {
    return switch (reference) {
      case Reference.Param(String name) -> {
        Optional<ParameterSpec> spec = params.getOrDefault(name, Optional.empty());
        Kind kind = spec.map(known -> known.type().kind()).orElse(Kind.ANY);
        yield spec.flatMap(ParameterSpec::defaultValue)
            .orElseGet(() -> new Deferred(kind, "${" + reference.text() + "}").node());
      }
      case Reference.StepOutput output ->
          new Deferred(
                  port(output, new ArrayList<>())
                      .map(port -> port instanceof ValuePort v ? v.shape().kind() : Kind.ANY)
                      .orElse(Kind.ANY),
                  "${" + reference.text() + "}")
              .node();
    };
  }

  /** A template as the spec keeps it: its literals in normal form, its references as written. */
  public static JsonNode normal(ValuePort port, JsonNode template) {
    return port.normal(
        Expressions.mapStrings(
            template,
            text -> {
              TextTemplate parsed = TextTemplate.parse(text);
              return text.contains("${")
                  ? new Deferred(Kind.ANY, parsed.text()).node()
                  : JsonNodeFactory.instance.stringNode(text);
            }));
  }
}
