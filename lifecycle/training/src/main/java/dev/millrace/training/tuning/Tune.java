package dev.millrace.training.tuning;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.HyperParameters;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Range;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Json;
import dev.millrace.training.HyperParametersFile;
import dev.millrace.training.Rehearsal;
import dev.millrace.training.Train;
import dev.millrace.training.Tunable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tries parameters of {@code train} and keeps the best, with every trial. */
@Named("tune")
@Doc("Searches for good parameters of train; its result is an input of it.")
@Example(
    """
    tune:
      uses: tune
      with:
        search: tpe
        trials: 60
        train: { task: regression, label: delay, rounds: 300 }
        space:
          depth: { from: 3, to: 10 }
          learning_rate: { from: 0.01, to: 0.3, scale: log }
          trainer: [xgboost, baseline]
    """)
public final class Tune implements Component<Tune.Inputs, Tune.Outputs> {

  private static final String ROUNDS = "rounds";

  /**
   * Of all rounds. With fewer, the order of trials says more of their learning rates than of them.
   */
  private static final int FIRST_RUNG = 3;

  /** What to learn from, and what to try. */
  public record Inputs(
      @Doc("Features to learn from, with their labels") TransformedExamples transformed,
      @Doc("The raw rows behind them, as train takes them") Examples examples,
      @Doc("The transform that made the features") TransformGraph transform,
      @Doc("What the raw rows should look like") Schema schema,
      @Doc("Statistics of the raw rows") Statistics statistics,
      @Doc("Parameters of train and what to try: depth: { from: 3, to: 10 }, trainer: [ … ]")
          Value<SearchSpace> space,
      @Default("{}") @Doc("Parameters of train that are the same in all trials")
          Value<TrainParameters> train,
      @Default("tpe") @Doc("How to search: random, tpe, or asha, which stops bad trials early")
          Value<SearchKind> search,
      @Default("60") @Range(min = 1, max = 10_000) @Doc("How many sets of parameters to try")
          Value<Integer> trials,
      @Doc("By which trials are compared; the task's loss if not given")
          Value<Optional<TrialMetric>> metric,
      @Doc("The split to score trials on; if not given, a fifth of train is kept for it")
          Value<Optional<String>> split,
      @Default("4")
          @Range(min = 1, max = 256)
          @Doc(
              "How many trials at once at most, each on one thread; what tpe and asha find depends on it")
          Value<Integer> parallel,
      @Doc(
              "Of asha: after how many rounds trials are first compared, at least 1 and fewer than all; a third of all if not given")
          Value<Optional<Integer>> firstRung,
      @Default("3") @Range(min = 2, max = 100) @Doc("Of asha: one in so many goes on at a rung")
          Value<Integer> reduction,
      @Default("0")
          @Range(min = 0, max = Integer.MAX_VALUE)
          @Doc("The seed of what the search draws by lot")
          Value<Integer> seed) {}

  /** The result. */
  public record Outputs(
      @Doc("The best parameters, and every trial") HyperParameters hyperparameters) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Train.Inputs train = trainInputs(inputs);
    SearchPlan plan = plan(inputs, train);
    Rehearsal rehearsal = Rehearsal.of(train, inputs.split().get(), task);
    TrialMetric metric = metric(inputs, rehearsal);
    task.log(rows(inputs, rehearsal));
    Trying trying = new Trying(rehearsal::fit, rehearsal.objective(), rehearsal.scored(), metric);
    TrialCache cache =
        new TrialCache(
            task.port(PartialCache.class),
            context(plan, rehearsal, metric),
            plan.kind() == SearchKind.ASHA);
    Search search = new Search(plan, trying, cache, task::cancelled, task.clock());
    List<Trial> trials =
        search.run(task.threads(), new Progress(task, metric, plan.trials())::ended);
    Trial best = Tuning.best(trials, metric);
    Tuning tuning =
        new Tuning(
            plan,
            metric,
            inputs.split().get(),
            trials,
            best.number(),
            parameters(inputs, train, best));
    return new Outputs(write(tuning, task));
  }

  private static Train.Inputs trainInputs(Inputs inputs) {
    SequencedMap<String, JsonNode> fixed = inputs.train().get().values();
    for (String name : inputs.space().get().dimensions().keySet()) {
      if (fixed.containsKey(name)) {
        throw UserError.usage("'" + name + "' is both searched and the same in all trials")
            .hint("leave it out of space or of train");
      }
    }
    return Tunable.bound(
        Tunable.artifacts(inputs, RecordSignature.of(Tune.class)), new LinkedHashMap<>(fixed));
  }

  private static SearchPlan plan(Inputs inputs, Train.Inputs train) {
    SearchKind kind = inputs.search().get();
    int rounds = train.rounds().get();
    if (kind == SearchKind.ASHA && inputs.space().get().dimensions().containsKey(ROUNDS)) {
      throw UserError.usage("asha compares trials by rounds, so it cannot search them")
          .hint("say how many the longest trial has: train: { rounds: 500 }");
    }
    int first = inputs.firstRung().get().orElse(Math.max(1, rounds / FIRST_RUNG));
    if (kind == SearchKind.ASHA && (first < 1 || first >= rounds)) {
      throw UserError.usage("first_rung is " + first + "; expected 1 to " + (rounds - 1))
          .hint("trials have " + rounds + " rounds at most");
    }
    return new SearchPlan(
        kind,
        inputs.space().get(),
        new SearchPlan.Budget(inputs.trials().get(), inputs.parallel().get(), rounds),
        first,
        inputs.reduction().get(),
        inputs.seed().get());
  }

  private static TrialMetric metric(Inputs inputs, Rehearsal rehearsal) {
    TrialMetric metric =
        inputs.metric().get().orElseGet(() -> TrialMetric.of(rehearsal.objective()));
    if (!metric.suits(rehearsal.objective())) {
      throw UserError.usage(
              "metric: there is no "
                  + TrialJson.name(metric)
                  + " of a "
                  + rehearsal.objective().task().text()
                  + " model with this objective")
          .hint(
              "leave metric out, to go by "
                  + TrialJson.name(TrialMetric.of(rehearsal.objective())));
    }
    return metric;
  }

  private static String rows(Inputs inputs, Rehearsal rehearsal) {
    String where =
        inputs
            .split()
            .get()
            .map(
                split ->
                    "of split '"
                        + split
                        + "', on which a model of these parameters will look better than it is")
            .orElse("held out of 'train'");
    return "%,d rows to learn from, %,d to score %s"
        .formatted(rehearsal.training().labels().length, rehearsal.scored().labels().length, where);
  }

  /** All that the outcome of a trial depends on besides its parameters and earlier trials. */
  private static ObjectNode context(SearchPlan plan, Rehearsal rehearsal, TrialMetric metric) {
    ObjectNode context = Json.object();
    context.put("rows", rehearsal.digest().hex()).put("metric", TrialJson.name(metric));
    context.set("train", Json.tree(RecordSignature.of(Train.class).values(rehearsal.inputs())));
    if (plan.kind() == SearchKind.ASHA) {
      context.set("space", plan.space().json());
      context.put("seed", plan.seed()).put("reduction", plan.reduction());
      context.put("parallel", plan.parallel());
      context.set("rungs", Json.tree(plan.halving().rungs()));
    }
    return context;
  }

  /** In the order in which train has them. */
  private static SequencedMap<String, JsonNode> parameters(
      Inputs inputs, Train.Inputs train, Trial best) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    all.put(ROUNDS, JsonNodeFactory.instance.numberNode(train.rounds().get()));
    all.putAll(inputs.train().get().values());
    all.putAll(best.parameters());
    SequencedMap<String, JsonNode> parameters = new LinkedHashMap<>();
    for (ValuePort port : Tunable.parameters()) {
      if (Tunable.isGiven(port.name()) && all.containsKey(port.name())) {
        parameters.put(port.name(), all.get(port.name()));
      }
    }
    return parameters;
  }

  private static HyperParameters write(Tuning tuning, TaskContext task) throws IOException {
    HyperParameters artifact = task.stage(HyperParameters.TYPE);
    HyperParametersFile.write(artifact, tuning.parameters());
    Files.writeString(artifact.file("trials.json"), Json.pretty(TuningJson.of(tuning)));
    Files.writeString(artifact.file("tuning.html"), TuningPage.of(tuning));
    Trial best = tuning.trials().get(tuning.best());
    artifact.property("metric", TrialJson.name(tuning.metric()));
    artifact.property("value", best.value());
    task.log(
        "best is trial %d with %s %s: %s"
            .formatted(
                best.number(),
                TrialJson.name(tuning.metric()),
                best.value(),
                Json.tree(tuning.parameters())));
    return artifact;
  }
}
