package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.Port;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.sample.FlightComponents;
import dev.millrace.core.sample.RandomPipelines;
import dev.millrace.core.value.Json;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The three forms of a pipeline, Java, file and spec, are the same thing. */
class RandomPipelinesTest {

  private static final int TRIALS = 400;
  private static final Components COMPONENTS = FlightComponents.all();

  @Test
  void spec_writtenAsJsonAndRead_isTheSame() {
    Random random = new Random(1);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      PipelineSpec read = PipelineSpec.fromJson(Json.parse(Json.canonical(spec.toJson())));
      assertThat(read).isEqualTo(spec);
      assertThat(read.digest()).isEqualTo(spec.digest());
    }
  }

  @Test
  void spec_writtenAsAFileAndRead_isTheSame() {
    Random random = new Random(2);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      Flights.Outcome outcome = Flights.read(yaml(spec, false));
      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.spec()).contains(spec);
    }
  }

  @Test
  void spec_wiresThatAreClearLeftOut_areFoundAgain() {
    Random random = new Random(3);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      Flights.Outcome outcome = Flights.read(yaml(spec, true));
      assertThat(outcome.problems()).isEmpty();
      assertThat(outcome.spec()).contains(spec);
    }
  }

  /** JSON is YAML 1.2, but for one character that JSON need not escape. */
  private static String yaml(PipelineSpec spec, boolean leaveOutClearWires) {
    return Json.pretty(file(spec, leaveOutClearWires)).replace("\u007f", "\\u007f");
  }

  private static JsonNode file(PipelineSpec spec, boolean leaveOutClearWires) {
    ObjectNode file = Json.object();
    file.put("name", spec.name());
    file.put("description", spec.description());
    ObjectNode params = file.putObject("params");
    spec.params().forEach((id, param) -> params.set(id, param(param)));
    ObjectNode steps = file.putObject("steps");
    spec.steps().forEach((id, step) -> steps.set(id, step(spec, step, leaveOutClearWires)));
    ArrayNode triggers = file.putArray("triggers");
    for (JsonNode trigger : spec.toJson().get("triggers").values()) {
      ObjectNode settings = (ObjectNode) trigger;
      String kind = settings.remove("kind").stringValue();
      triggers.addObject().set(kind, settings);
    }
    return file;
  }

  private static ObjectNode param(ParameterSpec param) {
    ObjectNode node = Json.object();
    node.put("type", param.type().word());
    node.put("description", param.description());
    param.defaultValue().ifPresent(value -> node.set("default", value));
    param.min().ifPresent(min -> node.put("min", min));
    param.max().ifPresent(max -> node.put("max", max));
    param.oneOf().forEach(value -> node.withArray("one_of").add(value));
    return node;
  }

  private static ObjectNode step(PipelineSpec spec, StepSpec step, boolean leaveOutClearWires) {
    ObjectNode node = Json.object();
    node.put("uses", step.uses());
    ObjectNode with = node.putObject("with");
    ComponentSignature signature = COMPONENTS.signature(step.uses()).orElseThrow();
    for (Port port : signature.inputs()) {
      Optional<Binding> binding = Optional.ofNullable(step.inputs().get(port.name()));
      if (port instanceof ArtifactPort artifact && leaveOutClearWires && isClear(spec, artifact)) {
        continue;
      }
      with.set(port.name(), binding.map(RandomPipelinesTest::written).orElse(Json.parse("null")));
      if (binding.isEmpty() && port.required()) {
        with.remove(port.name());
      }
    }
    step.after().forEach(node.putArray("after")::add);
    return node;
  }

  private static JsonNode written(Binding binding) {
    return switch (binding) {
      case Binding.Data(JsonNode value) -> value;
      case Binding.Output(String step, String output) ->
          Json.tree("${steps." + step + "." + output + "}");
      case Binding.Outputs _ -> throw new AssertionError("no component here takes a list");
      case Binding.Resolved(String query) -> Json.tree(query);
    };
  }

  /** A required input with one maker in the whole pipeline. */
  private static boolean isClear(PipelineSpec spec, ArtifactPort port) {
    return port.cardinality() == Cardinality.ONE && makers(spec, port.type()) == 1;
  }

  private static long makers(PipelineSpec spec, ArtifactType<?> type) {
    return spec.steps().values().stream()
        .flatMap(step -> COMPONENTS.signature(step.uses()).orElseThrow().outputs().stream())
        .filter(output -> output instanceof ArtifactPort made && made.type().equals(type))
        .count();
  }
}
