package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Branch;
import dev.millrace.core.pipeline.Condition;
import dev.millrace.core.pipeline.FanIn;
import dev.millrace.core.pipeline.How;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.RunFact;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import dev.millrace.core.pipeline.SubPipeline;
import dev.millrace.core.sample.Compare;
import dev.millrace.core.sample.CountRows;
import dev.millrace.core.sample.Fit;
import dev.millrace.core.sample.GraphComponents;
import dev.millrace.core.sample.Merge;
import dev.millrace.core.sample.Notify;
import dev.millrace.core.sample.Report;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every construct in Java is the same pipeline as in a file. */
class JavaFormTest extends JavaConstructs {

  private static final String HEAD =
      "name: p\nparams: { mode: { type: string, default: fast, one_of: [fast, exact] } }\n";

  private static PipelineSpec file(String yaml) {
    Outcome outcome = Outcome.of(HEAD + yaml, GraphComponents.all());
    assertThat(outcome.text()).isEmpty();
    return outcome.spec().orElseThrow();
  }

  private void assertIsFile(String yaml) {
    assertThat(pipeline.spec()).isEqualTo(file(yaml));
    assertThat(pipeline.spec().digest()).isEqualTo(file(yaml).digest());
  }

  @Test
  void when_elseAndOneOf_areBranches() {
    CountRows.Outputs count = count();
    Branch large =
        pipeline.when(
            Condition.greater(count.rows(), Value.of(1000L))
                .and(Condition.equal(mode, Value.of("exact"))));
    Fit.Outputs big = large.step("big", new Fit(), fit());
    Branch medium = large.otherwiseWhen(Condition.isTrue(count.sorted()).not());
    Fit.Outputs mid = medium.step("mid", new Fit(), fit());
    Fit.Outputs small = medium.otherwise().step("small", new Fit(), fit());
    Model whichever = Pipeline.oneOf(big.model(), mid.model(), small.model());
    Value<Double> auc = Pipeline.oneOf(big.auc(), mid.auc(), small.auc());
    var _ = pipeline.step("report", new Report(), report(whichever));
    var _ =
        pipeline.step(
            "merge", new Merge(), new Merge.Inputs(List.of(whichever), Value.of(List.of())));
    pipeline.output("auc", auc);
    assertIsFile(
        """
        steps:
          count: { uses: count_rows, with: { source: x } }
          big: { uses: fit, when: '${(steps.count.rows > 1000) && (params.mode == "exact")}' }
          mid: { uses: fit, else_of: big, when: "${!(steps.count.sorted)}" }
          small: { uses: fit, else_of: mid }
          report:
            uses: report
            with: { model: "${one_of(steps.big.model, steps.mid.model, steps.small.model)}" }
          merge:
            uses: merge
            with: { models: "${one_of(steps.big.model, steps.mid.model, steps.small.model)}" }
        outputs: { auc: "${one_of(steps.big.auc, steps.mid.auc, steps.small.auc)}" }
        """);
  }

  @Test
  void forEach_valuesAndArtifacts_areRounds() {
    CountRows.Outputs count = count();
    FanIn<Fit.Outputs> each =
        pipeline
            .forEach(count.regions())
            .parallelism(2)
            .step(
                "each",
                new Fit(),
                round ->
                    new Fit.Inputs(
                        Optional.empty(), Value.of(100), round.item(), round.index().maybe()));
    var _ =
        pipeline.step(
            "merge",
            new Merge(),
            new Merge.Inputs(each.artifacts(Fit.Outputs::model), each.values(Fit.Outputs::auc)));
    FanIn<Report.Outputs> reports =
        pipeline
            .forEach(each.artifacts(Fit.Outputs::model))
            .step(
                "reports",
                new Report(),
                round ->
                    new Report.Inputs(round.item(), round.property(String.class, "note").maybe()),
                How.after("merge").optional());
    pipeline.output("texts", reports.values(Report.Outputs::text));
    pipeline.output("models", each.artifacts(Fit.Outputs::model));
    assertIsFile(
        """
        steps:
          count: { uses: count_rows, with: { source: x } }
          each:
            for_each: "${steps.count.regions}"
            parallelism: 2
            uses: fit
            with: { region: "${item}", place: "${index}" }
          merge: { uses: merge, with: { models: "${steps.each.model}", scores: "${steps.each.auc}" } }
          reports:
            for_each: "${steps.each.model}"
            uses: report
            after: [merge]
            optional: true
            with: { model: "${item}", note: "${item.properties.note}" }
        outputs: { texts: "${steps.reports.text}", models: "${steps.each.model}" }
        """);
  }

  /** An element of a list. */
  public record Region(String name, int trees) {}

  @Test
  void forEach_partsOfGivenElements_areTyped() {
    var _ =
        pipeline
            .forEach(Value.of(List.of(new Region("north", 5), new Region("south", 6))))
            .step(
                "each",
                new Fit(),
                round ->
                    new Fit.Inputs(
                        Optional.empty(),
                        round.part(Integer.class, "trees"),
                        round.part(String.class, "name"),
                        Value.of(Optional.empty())));
    assertIsFile(
        """
        steps:
          each:
            for_each: [{ name: north, trees: 5 }, { name: south, trees: 6 }]
            uses: fit
            with: { region: "${item.name}", trees: "${item.trees}" }
        """);
  }

  /** What the nested pipeline takes. */
  public record RegionalInputs(
      Value<String> region, @Default("7") Value<Integer> trees, Examples examples) {}

  /** What the nested pipeline makes. */
  public record RegionalOutputs(Model model, List<Model> parts, Value<Double> auc) {}

  private static final SubPipeline<RegionalInputs, RegionalOutputs> REGIONAL =
      SubPipeline.of(
          RegionalInputs.class,
          RegionalOutputs.class,
          (inner, in) -> {
            Fit.Outputs train =
                inner.step(
                    "train",
                    new Fit(),
                    new Fit.Inputs(
                        Optional.of(in.examples()),
                        in.trees(),
                        in.region(),
                        Value.of(Optional.empty())),
                    How.usual().inPool("database"));
            FanIn<Fit.Outputs> parts =
                inner
                    .forEach(Value.of(List.of("a", "b")))
                    .step("parts", new Fit(), round -> fit(round.item()));
            return new RegionalOutputs(
                train.model(), parts.artifacts(Fit.Outputs::model), train.auc());
          });

  @Test
  void step_pipeline_isNested() {
    pipeline.pool("database", 1);
    RegionalOutputs north =
        pipeline.step(
            "north",
            REGIONAL,
            new RegionalInputs(
                Value.of("north"), Value.of(7), Pipeline.sought(Examples.TYPE, "latest")));
    var _ =
        pipeline.step(
            "merge",
            new Merge(),
            new Merge.Inputs(north.parts(), Value.template(List.of("${steps.north.auc}"))));
    FanIn<RegionalOutputs> rest =
        pipeline
            .forEach(Value.of(List.of("east", "west")))
            .step(
                "rest",
                REGIONAL,
                round ->
                    new RegionalInputs(
                        round.item(), Value.of(8), Pipeline.imported(Examples.TYPE, "data")));
    pipeline.output("aucs", rest.values(RegionalOutputs::auc));
    String inner =
        """
              params: { region: { type: string }, trees: { type: integer, default: 7 } }
              inputs: { examples: { type: Examples } }
              steps:
                train:
                  uses: fit
                  with: { region: "${params.region}", trees: "${params.trees}" }
                  pool: database
                parts: { for_each: [a, b], uses: fit, with: { region: "${item}", examples: null } }
              outputs:
                model: "${steps.train.model}"
                parts: "${steps.parts.model}"
                auc: "${steps.train.auc}"
        """;
    assertIsFile(
        """
        pools: { database: 1 }
        steps:
          north:
            pipeline: &regional
        %s    with: { region: north, examples: latest }
          merge:
            uses: merge
            with: { models: "${steps.north.parts}", scores: ["${steps.north.auc}"] }
          rest:
            pipeline: *regional
            for_each: [east, west]
            with: { region: "${item}", trees: 8, examples: { import: data } }
        outputs: { aucs: "${steps.rest.auc}" }
        """
            .formatted(inner));
  }

  @Test
  void how_everyPolicy_isKept() {
    CountRows.Outputs count = count();
    var _ =
        pipeline
            .pool("database", 2)
            .step(
                "careful",
                new Fit(),
                fit(),
                How.after("count")
                    .retried(new Retry(3, Duration.ofSeconds(2), 1.5, Duration.ofMinutes(1)))
                    .within(Duration.ofMinutes(10))
                    .optional()
                    .uncached()
                    .inPool("database")
                    .cpus(0.5)
                    .memory(new ByteSize(1 << 29))
                    .env("LANG", "C${x}")
                    .secret("API_TOKEN", "warehouse_token"));
    assertThat(count).isNotNull();
    assertIsFile(
        """
        pools: { database: 2 }
        steps:
          count: { uses: count_rows, with: { source: x } }
          careful:
            uses: fit
            after: [count]
            retry: { times: 3, delay: PT2S, factor: 1.5, max_delay: PT1M }
            timeout: PT10M
            optional: true
            cache: false
            pool: database
            resources: { cpus: 0.5, memory: 512MiB }
            env: { LANG: "C$${x}" }
            secrets: { API_TOKEN: warehouse_token }
        """);
  }

  @Test
  void onExit_factsAndOptionalOutputs_areSeen() {
    CountRows.Outputs count = count();
    Fit.Outputs fitted = pipeline.step("fit", new Fit(), fit());
    Notify.Outputs sent =
        pipeline
            .onExit()
            .when(Condition.unequal(RunFact.state(), Value.of("succeeded")))
            .step(
                "notify",
                new Notify(),
                new Notify.Inputs(
                    RunFact.state(),
                    RunFact.reason(),
                    RunFact.failed(),
                    count.rows().maybe(),
                    Optional.of(fitted.model())));
    var _ =
        pipeline
            .onExit()
            .when(Condition.isTrue(sent.sent()))
            .step(
                "again",
                new Notify(),
                new Notify.Inputs(
                    RunFact.id(),
                    Value.of(""),
                    Value.of(List.of()),
                    Value.of(Optional.empty()),
                    Optional.empty()),
                "notify");
    assertIsFile(
        """
        steps:
          count: { uses: count_rows, with: { source: x } }
          fit: { uses: fit }
        on_exit:
          notify:
            uses: notify
            when: '${run.state != "succeeded"}'
            with:
              state: "${run.state}"
              why: "${run.reason}"
              failed: "${run.failed}"
              rows: "${steps.count.rows}"
              model: "${steps.fit.model}"
          again:
            uses: notify
            when: "${steps.notify.sent}"
            after: [notify]
            with: { state: "${run.id}", model: null }
        """);
  }

  @Test
  void sought_everyForm_isResolvedOrImported() {
    var _ =
        pipeline.step(
            "compare",
            new Compare(),
            new Compare.Inputs(
                Pipeline.sought(Model.TYPE, "latest_blessed"),
                Optional.of(Pipeline.sought(Model.TYPE, "champion")),
                Pipeline.sought(Examples.TYPE, new Spans.Last(4, 1)),
                Optional.of(Pipeline.imported(Schema.TYPE, "../schemas/${params.mode}"))));
    assertIsFile(
        """
        steps:
          compare:
            uses: compare
            with:
              model: latest_blessed
              baseline: champion
              data: { spans: last 4 skip 1 }
              schema: { import: "../schemas/${params.mode}" }
        """);
  }

  @Test
  void condition_anyOperands_isTheFormulaThatItSays() {
    Value<Integer> n = pipeline.param("n", Param.integer().withDefault(3));
    assertThat(Condition.atLeast(n, Value.of(1)).or(Condition.atMost(n, n)).formula())
        .isEqualTo("(params.n >= 1) || (params.n <= params.n)");
    assertThat(Condition.less(n, Value.<Integer>template("${params.n + 1}")).formula())
        .isEqualTo("params.n < (params.n + 1)");
    assertThat(Condition.equal(mode, Value.of("a\"b\\\n}")).formula())
        .isEqualTo("params.mode == \"a\\\"b\\\\\\n}\"");
    assertThat(pipeline.when(Condition.equal(mode, Value.of("a\"b\\\n}")))).isNotNull();
    assertThatThrownBy(() -> Condition.equal(mode, Value.template("x ${params.mode}")))
        .hasMessageContaining("single expressions");
  }
}
