package dev.millrace.engine;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Builds pipelines of {@link Mix} steps. */
final class Steps {

  private final SequencedMap<String, ParameterSpec> params = new LinkedHashMap<>();
  private final SequencedMap<String, StepSpec> steps = new LinkedHashMap<>();

  Steps param(String name, String defaultValue) {
    params.put(name, ParameterSpec.of(ParameterType.STRING).withDefault(Json.tree(defaultValue)));
    return this;
  }

  /** A step that mixes what other steps have made; its text is its own id. */
  Steps mix(String id, String... parts) {
    return step(id, Map.of("text", new Binding.Data(Json.tree(id))), parts);
  }

  /** A step with further inputs. */
  Steps step(String id, Map<String, Binding> inputs, String... parts) {
    SequencedMap<String, Binding> all = new LinkedHashMap<>(inputs);
    all.put(
        "parts",
        new Binding.Outputs(
            Stream.of(parts).map(part -> new Binding.Output(part, "made")).toList()));
    steps.put(id, new StepSpec("mix", all, List.of()));
    return this;
  }

  PipelineSpec spec() {
    return new PipelineSpec("mixing", "", params, steps, List.of());
  }

  static Binding number(int number) {
    return new Binding.Data(Json.tree(number));
  }

  static Binding text(String text) {
    return new Binding.Data(Json.tree(text));
  }
}
