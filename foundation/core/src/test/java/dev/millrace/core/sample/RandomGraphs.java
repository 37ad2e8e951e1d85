package dev.millrace.core.sample;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Branch;
import dev.millrace.core.pipeline.Condition;
import dev.millrace.core.pipeline.FanIn;
import dev.millrace.core.pipeline.How;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.Round;
import dev.millrace.core.pipeline.RunFact;
import dev.millrace.core.pipeline.StepPolicy.Retry;
import dev.millrace.core.pipeline.SubPipeline;
import dev.millrace.core.value.ByteSize;
import dev.millrace.core.value.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Valid pipelines with every construct in random places, written in Java. */
public final class RandomGraphs {

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "yes",
          "${params.n}",
          "$${",
          "}",
          "'",
          "\"",
          "\\",
          "\n",
          "\0",
          "\u2028",
          "\ud83d\ude80",
          "${",
          "// no comment",
          "a: b",
          "${steps.a.b",
          "last 8",
          "1e3",
          "~");

  private final Random random;
  private final Pipeline pipeline;
  private final int depth;
  private Seen seen = new Seen();
  private int added;

  /** What a nested pipeline takes. */
  public record Taken(
      Value<Integer> n, Value<String> t, Value<List<String>> list, Model model, List<Model> all) {}

  /** What a nested pipeline makes. */
  public record Made(Model model, List<Model> all, Value<String> text, Value<List<String>> texts) {}

  private RandomGraphs(Random random, Pipeline pipeline, int depth) {
    this.random = random;
    this.pipeline = pipeline;
    this.depth = depth;
  }

  public static PipelineSpec next(Random random) {
    RandomGraphs graph = new RandomGraphs(random, Pipeline.named("random"), 0);
    graph.declare();
    graph.fill(2 + random.nextInt(10));
    graph.finish();
    return graph.pipeline.spec();
  }

  private void declare() {
    pipeline.description(text());
    seen.integers.add(pipeline.param("n", Param.integer().withDefault(7).min(1).max(1_000)));
    seen.texts.add(pipeline.param("t", Param.string().withDefault(text())));
    seen.texts.add(pipeline.param("m", Param.string().withDefault("a").oneOf("a", "b" + text())));
    seen.flags.add(pipeline.param("f", Param.flag().withDefault(random.nextBoolean())));
    seen.numbers.add(pipeline.param("r", Param.number().withDefault(0.5).oneOf(0.5, 2.0)));
    seen.textLists.add(
        pipeline.param("l", Param.listOf(String.class).withDefault(List.of("a", text()))));
    pipeline.pool("database", 1 + random.nextInt(3));
    begin();
  }

  /** Something of every kind, so that whatever comes next finds its inputs. */
  private void begin() {
    take(pipeline.step("first", new Fit(), fit()));
    take(pipeline.step("counted", new CountRows(), new CountRows.Inputs(pick(seen.texts))));
  }

  private void fill(int size) {
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(8)) {
        case 0 -> branches();
        case 1 -> valueRounds();
        case 2 -> artifactRounds();
        case 3 -> nest();
        case 4 -> compare();
        case 5 -> merge();
        default -> simple();
      }
    }
  }

  private String id() {
    return "s" + (1_000 - added++);
  }

  private void simple() {
    How how = how();
    switch (random.nextInt(3)) {
      case 0 -> take(pipeline.step(id(), new Fit(), fit(), how));
      case 1 -> {
        CountRows.Inputs inputs = new CountRows.Inputs(someText());
        take(pipeline.step(id(), new CountRows(), inputs, how));
      }
      default -> {
        Report.Inputs inputs = new Report.Inputs(pick(seen.models), someText().maybe());
        seen.texts.add(pipeline.step(id(), new Report(), inputs, how).text());
      }
    }
  }

  private void branches() {
    Branch first = pipeline.when(condition());
    Branch second = random.nextBoolean() ? first : null;
    Seen before = seen.copy();
    Fit.Outputs a = first.step(id(), new Fit(), fit(), how());
    seen = before.copy();
    if (second != null) {
      Branch other = random.nextBoolean() ? second.otherwise() : second.otherwiseWhen(condition());
      Fit.Outputs b = other.step(id(), new Fit(), fit());
      seen.models.add(Pipeline.oneOf(a.model(), b.model()));
      seen.numbers.add(Pipeline.oneOf(a.auc(), b.auc()));
      take(b);
    }
    take(a);
  }

  private Condition condition() {
    Condition one =
        switch (random.nextInt(5)) {
          case 0 -> Condition.greater(pick(seen.counts), Value.of(random.nextLong()));
          case 1 -> Condition.equal(pick(seen.texts), Value.of(text()));
          case 2 -> Condition.atMost(Value.of(random.nextGaussian()), pick(seen.numbers));
          case 3 -> Condition.isTrue(pick(seen.flags));
          default -> Condition.cel("size(params.t) > 1 || 'a}\"' in [params.t, \"{\"]");
        };
    Condition not = random.nextBoolean() ? one : one.not();
    return random.nextInt(3) == 0 ? not.and(condition()) : not;
  }

  private void valueRounds() {
    Value<List<String>> list =
        random.nextBoolean() ? pick(seen.textLists) : Value.of(List.of(text(), text()));
    var rounds = pipeline.forEach(list);
    FanIn<Fit.Outputs> each =
        (random.nextBoolean() ? rounds : rounds.parallelism(1 + random.nextInt(4)))
            .step(id(), new Fit(), this::fit, how());
    seen.modelLists.add(each.artifacts(Fit.Outputs::model));
    seen.numberLists.add(each.values(Fit.Outputs::auc));
  }

  private void artifactRounds() {
    List<Model> models =
        seen.modelLists.isEmpty() || random.nextBoolean() ? outputs() : pick(seen.modelLists);
    FanIn<Report.Outputs> each =
        pipeline
            .forEach(models)
            .step(
                id(),
                new Report(),
                round ->
                    new Report.Inputs(
                        round.item(),
                        random.nextBoolean()
                            ? round.property(String.class, "note").maybe()
                            : Value.template("${index} of ${item.properties.note}")));
    seen.textLists.add(each.values(Report.Outputs::text));
  }

  /** Models that steps make, each by itself. */
  private List<Model> outputs() {
    List<Model> models = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      models.add(pipeline.step(id(), new Fit(), fit()).model());
    }
    return models;
  }

  private void nest() {
    if (depth == 2) {
      return;
    }
    SubPipeline<Taken, Made> inner =
        SubPipeline.of(
            Taken.class,
            Made.class,
            (nested, in) -> new RandomGraphs(random, nested, depth + 1).made(in));
    List<Model> all = seen.modelLists.isEmpty() ? outputs() : pick(seen.modelLists);
    if (random.nextBoolean()) {
      Taken taken =
          new Taken(pick(seen.integers), someText(), pick(seen.textLists), pick(seen.models), all);
      Made made = pipeline.step(id(), inner, taken);
      seen.models.add(made.model());
      seen.modelLists.add(made.all());
      seen.texts.add(made.text());
      seen.textLists.add(made.texts());
    } else {
      Model one = pick(seen.models);
      FanIn<Made> made =
          pipeline
              .forEach(pick(seen.textLists))
              .step(
                  id(),
                  inner,
                  round -> new Taken(round.index(), round.item(), pick(seen.textLists), one, all));
      seen.modelLists.add(made.artifacts(Made::model));
      seen.textLists.add(made.values(Made::text));
    }
  }

  private Made made(Taken in) {
    seen.integers.add(in.n());
    seen.texts.add(in.t());
    seen.textLists.add(in.list());
    seen.models.add(in.model());
    seen.modelLists.add(in.all());
    begin();
    fill(random.nextInt(4));
    if (random.nextBoolean()) {
      exit();
    }
    return new Made(
        pick(seen.models), pick(seen.modelLists), pick(seen.texts), pick(seen.textLists));
  }

  private void compare() {
    Optional<Model> baseline =
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(Pipeline.sought(Model.TYPE, "champion"));
          default -> Optional.of(pick(seen.models));
        };
    List<Examples> data =
        switch (random.nextInt(4)) {
          case 0 -> List.of();
          case 1 -> List.of(Pipeline.sought(Examples.TYPE, "latest"));
          case 2 -> List.of(Pipeline.imported(Examples.TYPE, "x/${params.t}"));
          default -> Pipeline.sought(Examples.TYPE, new Spans.Last(1 + random.nextInt(3), 1));
        };
    Optional<Schema> schema =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Pipeline.imported(Schema.TYPE, "../$${schema"));
    Model model =
        random.nextBoolean() ? Pipeline.sought(Model.TYPE, "latest_blessed") : pick(seen.models);
    var _ = pipeline.step(id(), new Compare(), new Compare.Inputs(model, baseline, data, schema));
  }

  private void merge() {
    List<Model> models =
        seen.modelLists.isEmpty() || random.nextBoolean() ? outputs() : pick(seen.modelLists);
    Value<List<Double>> scores =
        seen.numberLists.isEmpty() ? Value.of(List.of(0.5)) : pick(seen.numberLists);
    seen.models.add(
        pipeline.step(id(), new Merge(), new Merge.Inputs(models, scores), how()).model());
  }

  private void exit() {
    Branch branch = pipeline.onExit();
    Condition ended = Condition.unequal(RunFact.state(), Value.of("succeeded"));
    Notify.Outputs sent =
        (random.nextBoolean() ? branch : branch.when(ended))
            .step(
                "x" + added++,
                new Notify(),
                notify(RunFact.state(), Value.template("${run.reason + '!'}")));
    if (random.nextBoolean()) {
      Branch other = branch.when(Condition.isTrue(sent.sent()));
      var _ = other.step("x" + added++, new Notify(), notify(RunFact.id(), Value.of(text())));
      var _ =
          other
              .otherwise()
              .step("x" + added++, new Notify(), notify(Value.of(text()), Value.of("")));
    }
  }

  private Notify.Inputs notify(Value<String> state, Value<String> why) {
    return new Notify.Inputs(
        state,
        why,
        random.nextBoolean() ? RunFact.failed() : pick(seen.textLists),
        random.nextBoolean() ? pick(seen.counts).maybe() : Value.of(Optional.empty()),
        random.nextBoolean() ? Optional.of(pick(seen.models)) : Optional.empty());
  }

  private void finish() {
    if (random.nextBoolean()) {
      exit();
    }
    if (random.nextBoolean()) {
      pipeline.output("model", pick(seen.models));
      pipeline.output("text", someText());
    }
    if (!seen.modelLists.isEmpty()) {
      pipeline.output("all", pick(seen.modelLists));
    }
  }

  private Fit.Inputs fit() {
    return new Fit.Inputs(
        seen.examples.isEmpty() ? Optional.empty() : Optional.of(pick(seen.examples)),
        random.nextBoolean() ? pick(seen.integers) : Value.template("${params.n * 2 + 1}"),
        someText(),
        random.nextBoolean() ? Value.of(Optional.empty()) : pick(seen.integers).maybe());
  }

  private Fit.Inputs fit(Round<Value<String>> round) {
    return new Fit.Inputs(
        Optional.empty(),
        pick(seen.integers),
        random.nextBoolean() ? round.item() : Value.template("${item}/${params.t}"),
        round.index().maybe());
  }

  private How how() {
    How how =
        random.nextInt(3) == 0
            ? How.after(pick(List.copyOf(pipeline.spec().steps().keySet())))
            : How.usual();
    switch (random.nextInt(6)) {
      case 0 ->
          how.retried(
                  new Retry(
                      random.nextInt(4),
                      Duration.ofMillis(random.nextInt(99)),
                      1.5,
                      Duration.ofMinutes(random.nextInt(3))))
              .within(Duration.ofSeconds(1 + random.nextInt(99)));
      case 1 -> how.optional().uncached().inPool("database");
      case 2 -> how.cpus(0.5 + random.nextInt(4)).memory(new ByteSize(1 + random.nextInt(5_000)));
      case 3 ->
          how.env("A", "x" + text().replace("\0", "")).env("_b1", "$${x} ${").secret("S", "it");
      default -> {}
    }
    return how;
  }

  private void take(Fit.Outputs made) {
    seen.models.add(made.model());
    seen.numbers.add(made.auc());
  }

  private void take(CountRows.Outputs made) {
    seen.counts.add(made.rows());
    seen.textLists.add(made.regions());
    seen.flags.add(made.sorted());
  }

  private Value<String> someText() {
    return switch (random.nextInt(4)) {
      case 0 -> Value.of(text());
      case 1 -> Value.template("${params.n}/$${x}/${params.t + '}'}");
      default -> pick(seen.texts);
    };
  }

  private String text() {
    return pick(TEXTS) + (random.nextBoolean() ? pick(TEXTS) : "");
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
