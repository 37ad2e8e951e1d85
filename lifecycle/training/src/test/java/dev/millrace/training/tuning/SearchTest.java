package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Json;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import dev.millrace.training.trainer.LabelledRows;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.RoundListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The search by itself, on a made-up trainer whose loss is known. */
class SearchTest {

  private static final int ROUNDS = 27;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Json.parse(
              """
              {"l1": {"from": 0, "to": 10}, "learning_rate": {"from": 0.01, "to": 1, "scale": "log"}}
              """));

  /** One row of label 0, so that the mean absolute error is what is predicted. */
  private static final LabelledRows ROW =
      new LabelledRows(new FeatureMatrix(1, 0, new float[0]), new float[1]);

  private static final Objective MEDIAN = new Objective.Regression(Objective.Loss.ABSOLUTE, 0.5);

  private static double number(Map<String, JsonNode> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name)).doubleValue();
  }

  /** The loss falls with rounds to a bowl whose least is at l1 = 3, learning_rate = 0.1. */
  private static float loss(Map<String, JsonNode> parameters, int rounds) {
    double l1 = number(parameters, "l1") - 3;
    double rate = Math.log10(number(parameters, "learning_rate")) + 1;
    return (float) (l1 * l1 / 20 + rate * rate + 1 + 2.0 / rounds);
  }

  private record Predicting(float prediction) implements FittedModel {
    @Override
    public List<Value> addTo(Operators graph, Value features) {
      throw new AssertionError("a trial needs no graph");
    }

    @Override
    public float[] predict(FeatureMatrix rows) {
      return new float[] {prediction};
    }

    @Override
    public Optional<Importance> importance(FeatureMatrix sample) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static FittedModel fit(Map<String, JsonNode> parameters, RoundListener rounds)
      throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      rounds.completed(round, Map.of());
      float now = loss(parameters, round);
      if (round < ROUNDS && !rounds.goesOn(round, () -> new float[] {now})) {
        return new Predicting(now);
      }
    }
    return new Predicting(loss(parameters, ROUNDS));
  }

  private static Search search(SearchKind kind, int trials, long seed, Trying.Fit fit) {
    SearchPlan plan =
        new SearchPlan(kind, SPACE, new SearchPlan.Budget(trials, 4, ROUNDS), 1, 3, seed);
    return new Search(
        plan,
        new Trying(fit, MEDIAN, ROW, TrialMetric.MAE),
        Search.TrialStore.none(),
        () -> false,
        InstantSource.system());
  }

  private static List<Trial> run(SearchKind kind, int trials, int threads)
      throws InterruptedException {
    return search(kind, trials, 7, SearchTest::fit).run(threads, _ -> {});
  }

  private static String told(List<Trial> trials) {
    return trials.stream().map(TrialJson::of).toList().toString();
  }

  @ParameterizedTest
  @EnumSource(SearchKind.class)
  void run_anyNumberOfThreads_findsTheSame(SearchKind kind) throws Exception {
    String one = told(run(kind, 30, 1));
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(told(run(kind, 30, threads))).isEqualTo(one);
    }
    assertThat(told(search(kind, 30, 8, SearchTest::fit).run(2, _ -> {}))).isNotEqualTo(one);
  }

  @Test
  void run_trialsInAnyOrder_areHeardInTheirs() throws Exception {
    List<Integer> heard = new ArrayList<>();
    search(SearchKind.RANDOM, 20, 7, SearchTest::fit).run(4, trial -> heard.add(trial.number()));
    assertThat(heard).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void run_tpe_comesNearerThanRandomOnAverage() throws Exception {
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < 20; seed++) {
      tpe += best(search(SearchKind.TPE, 40, seed, SearchTest::fit).run(1, _ -> {}));
      random += best(search(SearchKind.RANDOM, 40, seed, SearchTest::fit).run(1, _ -> {}));
    }
    double least = 20 * (1 + 2.0 / ROUNDS);
    assertThat(tpe - least).isLessThan((random - least) / 2);
  }

  private static double best(List<Trial> trials) {
    return Tuning.best(trials, TrialMetric.MAE).value();
  }

  @Test
  void run_asha_letsTheBestThirdOfThoseBeforeGoOn() throws Exception {
    List<Trial> trials = run(SearchKind.ASHA, 60, 2);
    for (int rung : new int[] {1, 3, 9}) {
      List<Trial> there = trials.stream().filter(trial -> trial.rounds() >= rung).toList();
      for (int at = 0; at < there.size(); at++) {
        double loss = loss(there.get(at).parameters(), rung);
        long better =
            there.subList(0, at).stream().filter(t -> loss(t.parameters(), rung) <= loss).count();
        boolean wentOn = better < Math.max(1, (at + 1) / 3);
        assertThat(there.get(at).rounds() > rung).as("trial %s", there.get(at)).isEqualTo(wentOn);
      }
    }
    int rounds = trials.stream().mapToInt(Trial::rounds).sum();
    assertThat(rounds).isLessThan(60 * ROUNDS / 2);
    assertThat(best(trials)).isLessThan(1.2 + 2.0 / ROUNDS);
  }

  @Test
  void run_asha_drawsWhereTrialsThatWentFarLie() throws Exception {
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      // What is stopped at once has the better metric, but is not where to look.
      boolean far = number % 5 == 0;
      boolean best = far && number < 25;
      trials.add(
          new Trial(
              number,
              new LinkedHashMap<>(
                  Map.of(
                      "l1",
                      Json.tree(best ? 8.0 : far ? 5.0 : 2.0),
                      "learning_rate",
                      Json.tree(0.1))),
              far ? Trial.State.FINISHED : Trial.State.STOPPED,
              best ? 2 : far ? 3 : 1,
              far ? ROUNDS : 1,
              List.of(),
              "",
              Duration.ZERO));
    }
    Sampler sampler =
        search(SearchKind.ASHA, 60, 7, SearchTest::fit).plan().sampler(TrialMetric.MAE);
    for (int number = 100; number < 120; number++) {
      assertThat(number(sampler.next(number, trials), "l1")).isGreaterThan(5);
    }
  }

  @Test
  void run_asha_comesNearerThanRandomInFewerRounds() throws Exception {
    double asha = 0;
    double random = 0;
    for (int seed = 0; seed < 20; seed++) {
      List<Trial> trials = search(SearchKind.ASHA, 60, seed, SearchTest::fit).run(1, _ -> {});
      assertThat(trials.stream().mapToInt(Trial::rounds).sum()).isLessThan(60 * ROUNDS * 2 / 3);
      asha += best(trials);
      random += best(search(SearchKind.RANDOM, 60, seed, SearchTest::fit).run(1, _ -> {}));
    }
    double least = 20 * (1 + 2.0 / ROUNDS);
    assertThat(asha - least).isLessThan(random - least);
  }

  @Test
  void run_trialsFail_areRecordedAndTheSearchGoesOn() throws Exception {
    Trying.Fit sometimes =
        (parameters, rounds) -> {
          if (number(parameters, "l1") > 5) {
            throw new IllegalStateException("native trouble");
          }
          if (number(parameters, "learning_rate") > 0.3) {
            return new Predicting(Float.NaN);
          }
          return fit(parameters, rounds);
        };
    for (SearchKind kind : SearchKind.values()) {
      List<Trial> trials = search(kind, 30, 7, sometimes).run(2, _ -> {});
      assertThat(trials).hasSize(30);
      for (Trial trial : trials) {
        boolean threw = number(trial.parameters(), "l1") > 5;
        boolean none = number(trial.parameters(), "learning_rate") > 0.3;
        assertThat(trial.state() == Trial.State.FAILED).isEqualTo(threw || none);
        assertThat(trial.reason())
            .isEqualTo(
                threw ? "native trouble" : none ? "mae is not a finite number after 0 rounds" : "");
      }
    }
  }

  @Test
  void best_allFailed_saysWhy() throws Exception {
    List<Trial> trials =
        search(
                SearchKind.TPE,
                12,
                7,
                (_, _) -> {
                  throw new IllegalStateException("native trouble");
                })
            .run(2, _ -> {});
    assertThatThrownBy(() -> Tuning.best(trials, TrialMetric.MAE))
        .hasMessage("all 12 trials failed; the first: native trouble");
  }

  @Test
  void run_cancelled_ends() {
    SearchPlan plan =
        new SearchPlan(SearchKind.ASHA, SPACE, new SearchPlan.Budget(50, 4, ROUNDS), 1, 3, 0);
    Search cancelled =
        new Search(
            plan,
            new Trying(SearchTest::fit, MEDIAN, ROW, TrialMetric.MAE),
            Search.TrialStore.none(),
            () -> true,
            InstantSource.system());
    assertThatThrownBy(() -> cancelled.run(2, _ -> {})).isInstanceOf(InterruptedException.class);
  }
}
