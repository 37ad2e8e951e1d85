package dev.millrace.core.sample;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Spans;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flights pipeline of {@code flights.yaml}, written in Java. */
public final class FlightsInJava {

  private static final Value<Optional<String>> NO_TEXT = Value.of(Optional.empty());

  private FlightsInJava() {}

  public static PipelineSpec spec() {
    Pipeline pipeline =
        Pipeline.named("flight-delays")
            .description("Will this flight arrive more than 15 minutes late? Asked at departure.");
    var _ = pipeline.param("data", Param.path().withDefault("data"));
    Value<Spans> weeks = pipeline.param("weeks", Param.spans().withDefault(new Spans.Last(8)));
    Value<Integer> trees = pipeline.param("trees", Param.integer().withDefault(200).min(10));

    Ingest.Outputs data = pipeline.step("ingest", new Ingest(), ingest(weeks));
    ComputeStatistics.Outputs statistics =
        pipeline.step(
            "statistics",
            new ComputeStatistics(),
            new ComputeStatistics.Inputs(data.examples(), Value.of(10)));
    InferSchema.Outputs schema =
        pipeline.step(
            "schema",
            new InferSchema(),
            new InferSchema.Inputs(statistics.statistics(), Value.of(Optional.of("schema.yaml"))));
    Validate.Outputs validated =
        pipeline.step(
            "validate",
            new Validate(),
            new Validate.Inputs(statistics.statistics(), schema.schema()));
    Transform.Outputs transformed =
        pipeline.step(
            "transform",
            new Transform(),
            new Transform.Inputs(
                data.examples(), schema.schema(), validated.anomalies(), Value.of(features())));
    Train.Outputs trained =
        pipeline.step(
            "train",
            new Train(),
            new Train.Inputs(
                transformed.transformed(),
                transformed.graph(),
                schema.schema(),
                Value.of("xgboost"),
                Value.of("late"),
                trees,
                Value.of(0.1)));
    Evaluate.Outputs evaluated =
        pipeline.step(
            "evaluate",
            new Evaluate(),
            new Evaluate.Inputs(
                trained.model(),
                data.examples(),
                Optional.of(Pipeline.sought(Model.TYPE, "champion")),
                Value.of(List.of(List.of("origin"), List.of("origin", "hour"))),
                Value.of(thresholds())));
    CheckServing.Outputs served =
        pipeline.step(
            "check_serving", new CheckServing(), new CheckServing.Inputs(trained.model()));
    Register.Outputs registered =
        pipeline.step(
            "register",
            new Register(),
            new Register.Inputs(trained.model(), evaluated.blessing(), NO_TEXT));
    var _ =
        pipeline.step(
            "deploy",
            new Deploy(),
            new Deploy.Inputs(registered.version(), served.blessing()),
            "evaluate");
    triggers(pipeline);
    return pipeline.spec();
  }

  private static Ingest.Inputs ingest(Value<Spans> weeks) {
    return new Ingest.Inputs(
        Value.template("${params.data}/{span:yyyy-MM-dd}.parquet"),
        Value.of(Period.ofDays(7)),
        weeks,
        Value.of(Optional.of("SELECT *, delay > 15 AS late FROM source")),
        Value.of(new Split(By.TIME, Optional.of("date"), new Fraction(0.2))));
  }

  private static Map<String, Feature> features() {
    return Map.of(
        "distance", new Feature.Numeric(Optional.of(5000.0), true),
        "origin", new Feature.Category(50));
  }

  private static Map<String, Threshold> thresholds() {
    return Map.of(
        "auc", new Threshold(Optional.of(0.6), Optional.empty()),
        "log_loss",
            new Threshold(Optional.empty(), Optional.of(new Change(0.0, new Fraction(0.95)))));
  }

  private static void triggers(Pipeline pipeline) {
    Period week = Period.ofDays(7);
    TriggerOptions weekly = TriggerOptions.NONE.cooldown(Duration.ofDays(7));
    pipeline
        .trigger(new TriggerSpec.Schedule("0 6 * * MON", "UTC"))
        .trigger(new TriggerSpec.NewSpan("ingest"))
        .trigger(new TriggerSpec.Performance("calibration", List.of(0.8, 1.25), week, weekly))
        .trigger(
            new TriggerSpec.Drift(
                new LinkedHashMap<>(Map.of("jensen_shannon", 0.05)), 0.01, week, weekly));
  }
}
