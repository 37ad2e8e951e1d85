package dev.millrace.core.sample;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/** Valid pipelines of random steps and wires, written in Java. */
public final class RandomPipelines {

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "last 8",
          "20%",
          "yes",
          "null",
          "~",
          "1e3",
          "- a",
          "a: b",
          "# c",
          "'",
          "\"",
          "\\",
          "line\nbreak",
          "\ttab",
          "\0",
          "\u007f",
          "\u2028",
          "\ud83d\ude80 \u00e9",
          "${params.n}",
          "$${",
          "{span}",
          "*a",
          "&a",
          "!t",
          " lead",
          "trail ");

  private static final List<Optional<CatchUp>> CATCH_UPS =
      List.of(
          Optional.empty(),
          Optional.of(CatchUp.ALL),
          Optional.of(CatchUp.LATEST),
          Optional.of(CatchUp.NONE));

  private final Random random;
  private final Pipeline pipeline = Pipeline.named("random");
  private final Map<Class<?>, List<Artifact>> made = new LinkedHashMap<>();
  private final List<Value<Integer>> integers = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  private RandomPipelines(Random random) {
    this.random = random;
  }

  public static PipelineSpec next(Random random) {
    return new RandomPipelines(random).spec();
  }

  private PipelineSpec spec() {
    pipeline.description(text());
    integers.add(pipeline.param("n", Param.integer().withDefault(7).min(1).max(100)));
    integers.add(pipeline.param("given", Param.integer().described(text())));
    var _ = pipeline.param("t", Param.string().withDefault("a").oneOf("a", "b"));
    int size = 1 + random.nextInt(12);
    while (steps.size() < size) {
      addStep();
    }
    if (random.nextBoolean()) {
      addTriggers();
    }
    return pipeline.spec();
  }

  private void addTriggers() {
    Period window = Period.ofDays(1 + random.nextInt(30));
    pipeline.trigger(
        new TriggerSpec.NewSpan(
            pick(steps), Duration.ofSeconds(random.nextInt(99)), options(pick(CATCH_UPS))));
    pipeline.trigger(
        new TriggerSpec.Schedule("*/5 * * * *", "Europe/Paris", options(Optional.empty())));
    pipeline.trigger(
        new TriggerSpec.Schedule(
            "0 6 * * MON", "UTC", options(pick(CATCH_UPS)).named("monday-morning")));
    pipeline.trigger(
        new TriggerSpec.NewFiles(
            "${params.t}/*.csv", TriggerSpec.QUIET, options(Optional.of(CatchUp.NONE))));
    pipeline.trigger(
        new TriggerSpec.Performance(
            "auc", List.of(-0.5, 1e9), window, Optional.of("m"), options(Optional.empty())));
    pipeline.trigger(new TriggerSpec.MovedData("another-one", options(pick(CATCH_UPS))));
    pipeline.trigger(
        new TriggerSpec.Drift(
            new LinkedHashMap<>(Map.of(pick(TEXTS), random.nextDouble() + 1e-9)),
            0.5,
            window,
            options(Optional.empty())));
  }

  private TriggerOptions options(Optional<CatchUp> catchUp) {
    TriggerOptions options =
        new TriggerOptions(
            Optional.empty(),
            Duration.ofSeconds(random.nextInt(1_000_000)),
            catchUp,
            1 + random.nextInt(9),
            new LinkedHashMap<>());
    return random.nextBoolean() ? options.param("t", Json.parse("\"b\"")) : options;
  }

  private void addStep() {
    switch (random.nextInt(9)) {
      case 0 -> add(new Ingest(), ingest());
      case 1 ->
          one(Examples.class)
              .ifPresent(
                  rows ->
                      add(
                          new ComputeStatistics(),
                          new ComputeStatistics.Inputs(rows, pick(integers))));
      case 2 ->
          one(Statistics.class)
              .ifPresent(
                  statistics ->
                      add(new InferSchema(), new InferSchema.Inputs(statistics, maybeText())));
      case 3 ->
          whenBoth(
              Statistics.class,
              Schema.class,
              (statistics, schema) -> add(new Validate(), new Validate.Inputs(statistics, schema)));
      case 4 ->
          whenBoth(
              Schema.class,
              Anomalies.class,
              (schema, anomalies) -> add(new Transform(), transform(schema, anomalies)));
      case 5 ->
          whenBoth(
              TransformGraph.class,
              TransformedExamples.class,
              (graph, rows) -> add(new Train(), train(graph, rows)));
      case 6 ->
          whenBoth(
              Model.class,
              Examples.class,
              (model, rows) -> add(new Evaluate(), evaluate(model, rows)));
      case 7 ->
          one(Model.class)
              .ifPresent(model -> add(new CheckServing(), new CheckServing.Inputs(model)));
      default ->
          whenBoth(
              Model.class,
              ModelBlessing.class,
              (model, blessing) -> {
                add(new Register(), new Register.Inputs(model, blessing, maybeText()));
                whenBoth(
                    ModelVersion.class,
                    InfraBlessing.class,
                    (version, infra) -> add(new Deploy(), new Deploy.Inputs(version, infra)));
              });
    }
  }

  private Ingest.Inputs ingest() {
    Split split =
        new Split(pick(List.of(By.values())), maybeText().get(), new Fraction(random.nextDouble()));
    return new Ingest.Inputs(
        random.nextBoolean() ? Value.of(text()) : Value.template("${params.t}/$${x}"),
        Value.of(Period.ofDays(1 + random.nextInt(20))),
        Value.of(new Spans.Last(1 + random.nextInt(9))),
        maybeText(),
        Value.of(split));
  }

  private Transform.Inputs transform(Schema schema, Anomalies anomalies) {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      features.put(
          text(),
          random.nextBoolean()
              ? new Feature.Category(1 + random.nextInt(50))
              : new Feature.Numeric(
                  Optional.of(random.nextGaussian()).filter(_ -> random.nextBoolean()),
                  random.nextBoolean()));
    }
    Examples rows = one(Examples.class).orElseThrow();
    return new Transform.Inputs(rows, schema, anomalies, Value.of(features));
  }

  private Train.Inputs train(TransformGraph graph, TransformedExamples rows) {
    Schema schema = one(Schema.class).orElseThrow();
    return new Train.Inputs(
        rows,
        graph,
        schema,
        Value.of(text()),
        Value.of(text()),
        pick(integers),
        Value.of(random.nextDouble()));
  }

  private Evaluate.Inputs evaluate(Model model, Examples rows) {
    Optional<Model> baseline =
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(Pipeline.sought(Model.TYPE, "champion"));
          default -> one(Model.class);
        };
    Threshold threshold =
        new Threshold(
            Optional.of(0.5), Optional.of(new Change(random.nextDouble(), new Fraction(0.9))));
    return new Evaluate.Inputs(
        model,
        rows,
        baseline,
        Value.of(List.of(List.of(text()), List.of())),
        Value.of(Map.of(text(), threshold)));
  }

  private <I extends Record, O extends Record> void add(Component<I, O> component, I inputs) {
    String id = "s" + (1000 - steps.size());
    O outputs =
        steps.isEmpty() || random.nextInt(4) > 0
            ? pipeline.step(id, component, inputs)
            : pipeline.step(id, component, inputs, pick(steps));
    steps.add(id);
    for (Object part : RecordSignature.of(component).parts(outputs).values()) {
      if (part instanceof Artifact artifact) {
        made.computeIfAbsent(artifact.getClass(), _ -> new ArrayList<>()).add(artifact);
      }
    }
  }

  private <A, B> void whenBoth(Class<A> a, Class<B> b, BiConsumer<A, B> action) {
    one(a).ifPresent(first -> one(b).ifPresent(second -> action.accept(first, second)));
  }

  private <A> Optional<A> one(Class<A> type) {
    List<Artifact> artifacts = made.getOrDefault(type, List.of());
    return artifacts.isEmpty() ? Optional.empty() : Optional.of(type.cast(pick(artifacts)));
  }

  private Value<Optional<String>> maybeText() {
    return Value.of(random.nextBoolean() ? Optional.of(text()) : Optional.empty());
  }

  private String text() {
    return pick(TEXTS) + (random.nextBoolean() ? pick(TEXTS) : "");
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
