package dev.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.Value;
import dev.millrace.core.sample.CheckServing;
import dev.millrace.core.sample.ComputeStatistics;
import dev.millrace.core.sample.FlightsInJava;
import dev.millrace.core.sample.InferSchema;
import dev.millrace.core.sample.Ingest;
import dev.millrace.core.sample.Train;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final PipelineSpec FLIGHTS = FlightsInJava.spec();

  @Test
  void step_promisedOutputs_becomeBindings() {
    assertThat(FLIGHTS.step("train").inputs())
        .containsEntry("examples", new Binding.Output("transform", "transformed"))
        .containsEntry("rounds", new Binding.Data(Json.tree("${params.trees}")))
        .containsEntry("learning_rate", new Binding.Data(Json.tree(0.1)));
    assertThat(FLIGHTS.step("evaluate").inputs())
        .containsEntry("baseline", new Binding.Resolved("champion"));
    assertThat(FLIGHTS.step("deploy").after()).containsExactly("evaluate");
  }

  @Test
  void step_emptyOptional_isLeftOut() {
    assertThat(FLIGHTS.step("register").inputs()).doesNotContainKey("name");
  }

  @Test
  void step_givenTextWithBraces_isLiteral() {
    Pipeline pipeline = Pipeline.named("p");
    InferSchema.Inputs inputs =
        new InferSchema.Inputs(
            pipeline.step("s", new ComputeStatistics(), statistics(pipeline)).statistics(),
            Value.of(Optional.of("${params.x}")));
    var _ = pipeline.step("schema", new InferSchema(), inputs);
    Binding file = pipeline.spec().step("schema").inputs().get("file");
    assertThat(file).isEqualTo(new Binding.Data(Json.tree("$${params.x}")));
  }

  private static ComputeStatistics.Inputs statistics(Pipeline pipeline) {
    return new ComputeStatistics.Inputs(
        pipeline
            .step(
                "ingest",
                new Ingest(),
                new Ingest.Inputs(
                    Value.of("x"),
                    Value.of(Period.ofDays(1)),
                    Value.of(new Spans.All()),
                    Value.of(Optional.empty()),
                    Value.template(Json.parse("{\"by\": \"hash\"}"))))
            .examples(),
        Value.of(10));
  }

  @Test
  void step_artifactOfAStepNotInThePipeline_isRefused() {
    Pipeline pipeline = Pipeline.named("p");
    CheckServing.Inputs inputs =
        new CheckServing.Inputs(((Train.Outputs) promised("train")).model());
    assertThatThrownBy(() -> pipeline.step("check", new CheckServing(), inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("step 'check'", "model", "there is no step 'train'");
  }

  private static Record promised(String step) {
    return RecordSignature.of(Train.class).promisedOutputs(step);
  }

  @Test
  void step_valueOutOfRange_isRefused() {
    Pipeline pipeline = Pipeline.named("p");
    ComputeStatistics.Inputs inputs =
        new ComputeStatistics.Inputs(statistics(pipeline).examples(), Value.of(0));
    assertThatThrownBy(() -> pipeline.step("s", new ComputeStatistics(), inputs))
        .hasMessageContaining("histogram_buckets: must be at least 1, found 0");
  }

  @Test
  void step_idTwice_isRefused() {
    Pipeline pipeline = Pipeline.named("p");
    Model model = Pipeline.sought(Model.TYPE, "champion");
    var _ = pipeline.step("check", new CheckServing(), new CheckServing.Inputs(model));
    assertThatThrownBy(
            () -> pipeline.step("check", new CheckServing(), new CheckServing.Inputs(model)))
        .hasMessageContaining("already a step 'check'");
  }

  @Test
  void param_defaultOutOfRange_isRefused() {
    assertThatThrownBy(() -> Pipeline.named("p").param("n", Param.integer().withDefault(5).min(10)))
        .hasMessageContaining("must be at least 10, found 5");
  }

  @Test
  void trigger_unknownStepOrShortCron_isRefused() {
    Pipeline pipeline = Pipeline.named("p");
    assertThatThrownBy(() -> pipeline.trigger(new TriggerSpec.NewSpan("ingest")))
        .hasMessageContaining("there is no step 'ingest'");
    assertThatThrownBy(() -> pipeline.trigger(new TriggerSpec.Schedule("0 6 * *", "UTC")))
        .hasMessageContaining("has 4");
  }

  @Test
  void spec_writtenAndRead_isTheSame() {
    PipelineSpec read = PipelineSpec.fromJson(Json.parse(Json.canonical(FLIGHTS.toJson())));
    assertThat(read).isEqualTo(FLIGHTS);
    assertThat(read.digest()).isEqualTo(FLIGHTS.digest());
  }

  @Test
  void order_ofFlights_putsEveryStepAfterItsNeeds() {
    StepOrder order = StepOrder.of(FLIGHTS);
    List<String> steps = order.order();
    for (String step : steps) {
      assertThat(steps.subList(0, steps.indexOf(step))).containsAll(order.dependencies(step));
    }
    assertThat(order.dependencies("transform"))
        .containsExactlyInAnyOrder("ingest", "schema", "validate");
    assertThat(order.upstream("train"))
        .containsExactlyInAnyOrder("ingest", "statistics", "schema", "validate", "transform");
    assertThat(order.downstream("train"))
        .containsExactlyInAnyOrder("evaluate", "check_serving", "register", "deploy");
  }
}
