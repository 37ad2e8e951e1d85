package dev.millrace.core.yaml;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.pipeline.StepPolicy;
import dev.millrace.core.pipeline.StepPorts;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Json;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a pipeline as a file, with everything said that may be said. */
final class PipelineText {

  private final Components components;
  private final BiPredicate<PipelineSpec, Port> leftOut;

  private PipelineText(Components components, BiPredicate<PipelineSpec, Port> leftOut) {
    this.components = components;
    this.leftOut = leftOut;
  }

  static String of(PipelineSpec spec, Components components) {
    return of(spec, components, (_, _) -> false);
  }

  /**
   * JSON is YAML 1.2, but for one character that JSON need not escape.
   *
   * @param leftOut which inputs are not written
   */
  static String of(
      PipelineSpec spec, Components components, BiPredicate<PipelineSpec, Port> leftOut) {
    JsonNode file = new PipelineText(components, leftOut).file(spec);
    return Json.pretty(file).replace("\u007f", "\\u007f");
  }

  private ObjectNode file(PipelineSpec spec) {
    ObjectNode file = Json.object();
    file.put("name", spec.name());
    sections(spec, file);
    ObjectNode pools = file.putObject("pools");
    spec.pools().forEach(pools::put);
    ArrayNode triggers = file.putArray("triggers");
    for (JsonNode trigger : spec.toJson().get("triggers").values()) {
      ObjectNode settings = (ObjectNode) trigger;
      String kind = settings.remove("kind").stringValue();
      settings.setAll((ObjectNode) settings.remove("options"));
      triggers.addObject().set(kind, settings);
    }
    return file;
  }

  /** What a pipeline inside another has too. */
  private void sections(PipelineSpec spec, ObjectNode into) {
    into.put("description", spec.description());
    ObjectNode params = into.putObject("params");
    spec.params().forEach((id, param) -> params.set(id, param(param)));
    ObjectNode inputs = into.putObject("inputs");
    spec.inputs()
        .forEach(
            (id, input) -> {
              ObjectNode node = inputs.putObject(id).put("type", input.type());
              node.put("description", input.description());
              switch (input.cardinality()) {
                case ONE -> {}
                case OPTIONAL -> node.put("optional", true);
                case MANY -> node.put("many", true);
              }
            });
    ObjectNode steps = into.putObject("steps");
    spec.steps().forEach((id, step) -> steps.set(id, step(spec, step)));
    ObjectNode onExit = into.putObject("on_exit");
    spec.onExit().forEach((id, step) -> onExit.set(id, step(spec, step)));
    ObjectNode outputs = into.putObject("outputs");
    spec.outputs().forEach((id, binding) -> outputs.set(id, written(binding)));
  }

  private static ObjectNode param(ParameterSpec param) {
    ObjectNode node = Json.object();
    node.put("type", param.type().word());
    node.put("description", param.description());
    param.defaultValue().ifPresent(value -> node.set("default", value));
    param.min().ifPresent(min -> node.put("min", min));
    param.max().ifPresent(max -> node.put("max", max));
    param.oneOf().forEach(node.withArray("one_of")::add);
    return node;
  }

  private ObjectNode step(PipelineSpec spec, StepSpec step) {
    ObjectNode node = Json.object();
    List<Port> ports = body(step.body(), node);
    ObjectNode with = node.putObject("with");
    for (Port port : ports) {
      Binding binding = step.inputs().get(port.name());
      if (binding != null && !leftOut.test(spec, port)) {
        with.set(port.name(), written(binding));
      } else if (!port.required()) {
        with.set(port.name(), JsonNodeFactory.instance.nullNode());
      }
    }
    step.after().forEach(node.putArray("after")::add);
    step.flow().when().ifPresent(when -> node.put("when", when));
    step.flow().elseOf().ifPresent(other -> node.put("else_of", other));
    step.flow()
        .forEach()
        .ifPresent(
            fanOut -> {
              node.set("for_each", written(fanOut.over()));
              fanOut.parallelism().ifPresent(atOnce -> node.put("parallelism", atOnce));
            });
    policy(step, node);
    return node;
  }

  private List<Port> body(StepBody body, ObjectNode node) {
    return switch (body) {
      case StepBody.Uses(String component) -> {
        node.put("uses", component);
        yield components.signature(component).map(ComponentSignature::inputs).orElseThrow();
      }
      case StepBody.Nested(PipelineSpec inner, _) -> {
        sections(inner, node.putObject("pipeline"));
        yield StepPorts.inputs(inner.params(), inner.inputs());
      }
    };
  }

  private static void policy(StepSpec step, ObjectNode node) {
    StepPolicy policy = step.policy();
    if (!(step.body() instanceof StepBody.Nested)) {
      ObjectNode retry = node.putObject("retry");
      retry.put("times", policy.retry().times());
      retry.put("delay", policy.retry().delay().toString());
      retry.put("factor", policy.retry().factor());
      retry.put("max_delay", policy.retry().maxDelay().toString());
    }
    policy.timeout().ifPresent(timeout -> node.put("timeout", timeout.toString()));
    node.put("optional", policy.optional());
    node.put("cache", policy.cache());
    policy.pool().ifPresent(pool -> node.put("pool", pool));
    ObjectNode resources = node.putObject("resources");
    policy.resources().cpus().ifPresent(cpus -> resources.put("cpus", cpus));
    policy
        .resources()
        .memoryBytes()
        .ifPresent(bytes -> resources.put("memory", new ByteSize(bytes).text()));
    ObjectNode env = node.putObject("env");
    policy.env().forEach((name, value) -> env.put(name, value.replace("${", "$${")));
    ObjectNode secrets = node.putObject("secrets");
    policy.secrets().forEach(secrets::put);
  }

  private static JsonNode written(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode value) -> value;
      case Binding.Output output -> Json.tree("${" + path(output) + "}");
      case Binding.Outputs(List<Binding.Output> of) ->
          Json.tree(of.stream().map(output -> "${" + path(output) + "}").toList());
      case Binding.OneOf(List<Binding.Output> of) ->
          Json.tree(
              of.stream()
                  .map(PipelineText::path)
                  .collect(Collectors.joining(", ", "${one_of(", ")}")));
      case Binding.Given(String input) -> Json.tree("${inputs." + input + "}");
      case Binding.Item() -> Json.tree("${item}");
      case Binding.Imported(String path) -> Json.object().put("import", path);
      case Binding.Resolved(String query) ->
          query.startsWith("spans ")
              ? Json.object().put("spans", query.substring("spans ".length()))
              : Json.tree(query);
    };
  }

  private static String path(Binding.Output output) {
    return "steps." + output.step() + "." + output.output();
  }
}
