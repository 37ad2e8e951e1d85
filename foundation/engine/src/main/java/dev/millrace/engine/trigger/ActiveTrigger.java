package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.TriggerStore.Dealt;
import dev.millrace.store.TriggerStore.Mark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A trigger of a pipeline that is active in an environment. */
record ActiveTrigger(Activation activation, PipelineSpec pipeline, TriggerSpec spec) {

  /** The triggers of an activation, in the order of the file. */
  static List<ActiveTrigger> of(Activation activation) {
    PipelineSpec pipeline = PipelineSpec.fromJson(activation.spec());
    return pipeline.triggers().stream()
        .map(spec -> new ActiveTrigger(activation, pipeline, spec))
        .toList();
  }

  /** By which its marks are kept: a trigger of another kind begins anew under the same name. */
  static String key(TriggerSpec spec) {
    return spec.kind() + "/" + spec.name();
  }

  String key() {
    return key(spec);
  }

  String name() {
    return spec.name();
  }

  CatchUp catchUp() {
    return spec.options().catchUp().orElse(CatchUp.LATEST);
  }

  /** For people. */
  String words() {
    return "trigger '" + name() + "' of " + pipeline.name();
  }

  Path directory() {
    return directory(activation.file());
  }

  static Path directory(String file) {
    return Objects.requireNonNull(Path.of(file).getParent(), file);
  }

  /** What is given for parameters, as on a command line: by the environment before the trigger. */
  Map<String, String> given() {
    return given(spec, activation.params());
  }

  static Map<String, String> given(TriggerSpec spec, Map<String, JsonNode> ofEnvironment) {
    Map<String, String> given = new LinkedHashMap<>();
    spec.options().params().forEach((name, value) -> given.put(name, text(value)));
    ofEnvironment.forEach((name, value) -> given.put(name, text(value)));
    return given;
  }

  /** Every parameter's value in the runs that it starts. */
  Map<String, JsonNode> params() {
    return Parameters.resolve(pipeline, given());
  }

  Dealt dealt(List<Mark> marks) {
    return new Dealt(activation.id(), key(), marks);
  }

  Firing firing(Occurrence occurrence, Instant now, String reason) {
    String key =
        String.join("/", activation.environment(), pipeline.name(), name(), occurrence.id());
    return new Firing(pipeline.name(), name(), key, occurrence.eventTime(), now, reason);
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.canonical(value);
  }
}
