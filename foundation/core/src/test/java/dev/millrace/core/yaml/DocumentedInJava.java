package dev.millrace.core.yaml;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Branch;
import dev.millrace.core.pipeline.Condition;
import dev.millrace.core.pipeline.FanIn;
import dev.millrace.core.pipeline.How;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.RunFact;
import dev.millrace.core.pipeline.SubPipeline;
import dev.millrace.core.sample.CountRows;
import dev.millrace.core.sample.Fit;
import dev.millrace.core.sample.Merge;
import dev.millrace.core.sample.Notify;
import dev.millrace.core.sample.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The pipeline that {@code docs/pipelines.md} writes in Java, from snippet to snippet. */
final class DocumentedInJava {

  private static final Value<Optional<String>> NO_NOTE = Value.of(Optional.empty());

  private DocumentedInJava() {}

  /** What the nested pipeline takes. */
  record Regional(Value<String> region) {}

  /** What the nested pipeline makes. */
  record Described(Model model, Value<String> text) {}

  private static Fit.Inputs fit(Value<String> region) {
    return new Fit.Inputs(Optional.empty(), Value.of(100), region, Value.of(Optional.empty()));
  }

  static PipelineSpec spec() {
    Pipeline pipeline = Pipeline.named("places").pool("database", 1);
    Value<List<String>> regions =
        pipeline.param(
            "regions", Param.listOf(String.class).withDefault(List.of("north", "south")));
    CountRows.Outputs count =
        pipeline.step("count", new CountRows(), new CountRows.Inputs(Value.of("rows.csv")));

    Branch large = pipeline.when(Condition.greater(count.rows(), Value.of(1000L)));
    Fit.Outputs big = large.step("big", new Fit(), fit(Value.of("all")));
    Fit.Outputs small = large.otherwise().step("small", new Fit(), fit(Value.of("all")));
    Model whichever = Pipeline.oneOf(big.model(), small.model());

    FanIn<Fit.Outputs> each =
        pipeline
            .forEach(regions)
            .parallelism(2)
            .step(
                "each",
                new Fit(),
                round -> fit(round.item()),
                How.usual().retried(3, Duration.ofSeconds(1)).inPool("database"));
    Merge.Outputs merged =
        pipeline.step(
            "merged",
            new Merge(),
            new Merge.Inputs(each.artifacts(Fit.Outputs::model), each.values(Fit.Outputs::auc)));

    SubPipeline<Regional, Described> regional =
        SubPipeline.of(
            Regional.class,
            Described.class,
            (inner, in) -> {
              Fit.Outputs fitted = inner.step("fit", new Fit(), fit(in.region()));
              Report.Outputs report =
                  inner.step("report", new Report(), new Report.Inputs(fitted.model(), NO_NOTE));
              return new Described(fitted.model(), report.text());
            });
    Described north = pipeline.step("north", regional, new Regional(Value.of("north")));

    Notify.Outputs told =
        pipeline
            .onExit()
            .step(
                "tell",
                new Notify(),
                new Notify.Inputs(
                    RunFact.state(),
                    RunFact.reason(),
                    RunFact.failed(),
                    count.rows().maybe(),
                    Optional.of(whichever)));

    pipeline.output("model", merged.model());
    pipeline.output("text", north.text());
    var _ = told;
    return pipeline.spec();
  }
}
