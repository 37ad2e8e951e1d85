package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Components;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.sample.FlightComponents;
import dev.millrace.core.sample.GraphComponents;
import dev.millrace.core.sample.RandomGraphs;
import dev.millrace.core.sample.RandomPipelines;
import dev.millrace.core.value.Json;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The three forms of a pipeline, Java, file and spec, are the same thing. Others are tried with
 * {@code -Dmillrace.seed=2}.
 */
class RandomPipelinesTest {

  private static final int TRIALS = 400;
  private static final int GRAPH_TRIALS = 120;
  private static final long SEED = Long.getLong("millrace.seed", 1);
  private static final Components COMPONENTS = FlightComponents.all();
  private static final Components GRAPHS = GraphComponents.all();

  @Test
  void spec_writtenAsJsonAndRead_isTheSame() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      PipelineSpec read = PipelineSpec.fromJson(Json.parse(Json.canonical(spec.toJson())));
      String what = context(trial);
      assertThat(read).as(what).isEqualTo(spec);
      assertThat(read.digest()).as(what).isEqualTo(spec.digest());
    }
  }

  @Test
  void spec_writtenAsAFileAndRead_isTheSame() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      Outcome outcome = Flights.read(yaml(spec, false));
      String what = context(trial);
      assertThat(outcome.problems()).as(what).isEmpty();
      assertThat(outcome.spec()).as(what).contains(spec);
    }
  }

  @Test
  void spec_wiresThatAreClearLeftOut_areFoundAgain() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      PipelineSpec spec = RandomPipelines.next(random);
      Outcome outcome = Flights.read(yaml(spec, true));
      String what = context(trial);
      assertThat(outcome.problems()).as(what).isEmpty();
      assertThat(outcome.spec()).as(what).contains(spec);
    }
  }

  @Test
  void graph_writtenAsJsonAndRead_isTheSame() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < GRAPH_TRIALS; trial++) {
      PipelineSpec spec = RandomGraphs.next(random);
      PipelineSpec read = PipelineSpec.fromJson(Json.parse(Json.canonical(spec.toJson())));
      String what = context(trial);
      assertThat(read).as(what).isEqualTo(spec);
      assertThat(read.digest()).as(what).isEqualTo(spec.digest());
    }
  }

  @Test
  void graph_writtenAsAFileAndRead_isTheSame() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < GRAPH_TRIALS; trial++) {
      PipelineSpec spec = RandomGraphs.next(random);
      String yaml = PipelineText.of(spec, GRAPHS);
      Outcome outcome = Outcome.of(yaml, GRAPHS);
      String what = context(trial) + "\n" + yaml;
      assertThat(outcome.text()).as(what).isEmpty();
      assertThat(outcome.spec()).as(what).contains(spec);
    }
  }

  /** Or the tests above would hold for want of anything to hold for. */
  @Test
  void graph_ofMany_hasEveryConstruct() {
    Random random = new Random(SEED);
    StringBuilder all = new StringBuilder();
    for (int trial = 0; trial < GRAPH_TRIALS; trial++) {
      all.append(RandomGraphs.next(random).toJson());
    }
    assertThat(all)
        .as("-Dmillrace.seed=" + SEED)
        .contains(
            Stream.of(
                    "data",
                    "output",
                    "outputs",
                    "one_of",
                    "given",
                    "item",
                    "resolved",
                    "imported",
                    "uses",
                    "nested")
                .map("\"kind\":\"%s\""::formatted)
                .toArray(String[]::new))
        .contains(
            "\"when\":\"$",
            "\"else_of\":\"s",
            "\"parallelism\":2",
            "\"on_exit\":{\"x",
            "\"times\":3",
            "\"optional\":true",
            "\"cache\":false",
            "\"pool\":\"database\"",
            "\"cpus\":1.5",
            "\"env\":{\"A",
            "\"secrets\":{\"S",
            "${run.state}",
            "${index}",
            "spans last",
            "\"after\":[\"s");
  }

  private static String context(int trial) {
    return "-Dmillrace.seed=%d, trial %d".formatted(SEED, trial);
  }

  private static String yaml(PipelineSpec spec, boolean leaveOutClearWires) {
    return PipelineText.of(
        spec,
        COMPONENTS,
        (pipeline, port) ->
            leaveOutClearWires
                && port instanceof ArtifactPort artifact
                && isClear(pipeline, artifact));
  }

  /** A required input with one maker in the whole pipeline. */
  private static boolean isClear(PipelineSpec spec, ArtifactPort port) {
    return port.cardinality() == Cardinality.ONE && makers(spec, port.type()) == 1;
  }

  private static long makers(PipelineSpec spec, ArtifactType<?> type) {
    return spec.steps().values().stream()
        .flatMap(step -> COMPONENTS.signature(step.body().words()).orElseThrow().outputs().stream())
        .filter(output -> output instanceof ArtifactPort made && made.type().equals(type))
        .count();
  }
}
