package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.data.TestTask;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.training.FlightsTable;
import dev.millrace.training.Train;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class TuneTest {

  private static final String SPACE =
      """
      {"depth": {"from": 2, "to": 5}, "learning_rate": {"from": 0.05, "to": 0.5, "scale": "log"},
       "trainer": ["xgboost", "baseline"]}
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static FlightsTable flights;

  @BeforeAll
  static void make() throws Exception {
    flights = FlightsTable.make(shared);
  }

  private static Tune.Inputs inputs(String values) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    all.put("space", Json.parse(SPACE));
    all.put("train", Json.parse("{\"rounds\": 12}"));
    all.put("trials", Json.tree(12));
    Json.parse(values.replace('\'', '"'))
        .properties()
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return (Tune.Inputs) RecordSignature.of(Tune.class).bind(flights.artifacts(), all);
  }

  private Map<String, String> tuned(Tune.Inputs inputs, TestTask task) throws Exception {
    Map<String, String> files = new HashMap<>();
    var made = new Tune().run(inputs, task).hyperparameters();
    for (String name : List.of("hyperparameters.json", "trials.json", "tuning.html")) {
      files.put(name, Files.readString(made.file(name)));
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource(SearchKind.class)
  void run_oneAndTwoThreads_makesTheSameFiles(SearchKind kind) throws Exception {
    Tune.Inputs inputs = inputs("{'search': '" + TrialJson.name(kind) + "'}");
    TestTask task = TestTask.in(folder).threads(1);
    Map<String, String> files = tuned(inputs, task);
    assertThat(tuned(inputs, TestTask.in(folder).threads(2))).isEqualTo(files);

    JsonNode trials = Json.parse(files.getOrDefault("trials.json", ""));
    assertThat(trials.get("trials")).hasSize(12);
    JsonNode best = trials.get("trials").get(trials.get("best").intValue());
    for (JsonNode trial : trials.get("trials")) {
      if (trial.get("state").stringValue().equals("finished")) {
        assertThat(trial.get("value").doubleValue())
            .isGreaterThanOrEqualTo(best.get("value").doubleValue());
      }
    }
    assertThat(files.get("tuning.html")).contains(">trial</text>").doesNotContain(">5.5</text>");
    JsonNode parameters = Json.parse(files.getOrDefault("hyperparameters.json", ""));
    assertThat(parameters.get("rounds").intValue()).isEqualTo(12);
    assertThat(parameters.get("depth")).isEqualTo(best.get("parameters").get("depth"));
    assertThat(task.lines())
        .anyMatch(line -> line.startsWith("4,800 rows to learn from, 1,200 to score held out"))
        .anyMatch(line -> line.startsWith("trial_log_loss ") && line.endsWith(" at 11"))
        .anyMatch(line -> line.startsWith("trial_seconds ") && line.endsWith(" at 0"))
        .anyMatch(line -> line.startsWith("best is trial "));
  }

  /** Kills the search after some trials, as it were. */
  private static final class Failing implements PartialCache {
    final Map<Digest, byte[]> kept = new HashMap<>();
    int left;

    Failing(int left) {
      this.left = left;
    }

    @Override
    public synchronized Optional<byte[]> find(Digest key) {
      return Optional.ofNullable(kept.get(key));
    }

    @Override
    public synchronized void put(Digest key, byte[] result) throws IOException {
      if (left == 0) {
        throw new IllegalStateException("killed");
      }
      left--;
      kept.put(key, result);
    }
  }

  @ParameterizedTest
  @EnumSource(SearchKind.class)
  void run_afterACrash_trainsOnlyWhatIsMissing(SearchKind kind) throws Exception {
    Tune.Inputs inputs = inputs("{'search': '" + TrialJson.name(kind) + "'}");
    Map<String, String> whole = tuned(inputs, TestTask.in(folder));

    Failing cache = new Failing(7);
    assertThatThrownBy(() -> tuned(inputs, TestTask.in(folder).cache(cache)))
        .hasMessageContaining("killed");
    assertThat(cache.kept).hasSize(7);
    cache.left = 5;
    assertThat(tuned(inputs, TestTask.in(folder).cache(cache))).isEqualTo(whole);
    assertThat(cache.left).isZero();
    // Now all are known: not one may be trained, which would have to be kept.
    assertThat(tuned(inputs, TestTask.in(folder).cache(cache))).isEqualTo(whole);
  }

  @Test
  void run_moreTrials_trainsOnlyThose() throws Exception {
    Failing cache = new Failing(12);
    tuned(inputs("{'search': 'random'}"), TestTask.in(folder).cache(cache));
    cache.left = 3;
    tuned(inputs("{'search': 'random', 'trials': 15}"), TestTask.in(folder).cache(cache));
    assertThat(cache.left).isZero();
  }

  @Test
  void run_trainWithTheResult_trainsWithTheBest() throws Exception {
    TaskContext task = TestTask.in(folder);
    var made = new Tune().run(inputs("{'search': 'random'}"), task).hyperparameters();
    Train.Inputs train =
        (Train.Inputs) RecordSignature.of(Train.class).bind(flights.artifacts(made), Map.of());
    ModelBundle bundle = ModelBundle.open(new Train().run(train, task).model().directory());
    JsonNode best = Json.read(made.file("hyperparameters.json"));
    assertThat(bundle.manifest().trainer()).isEqualTo(best.get("trainer").stringValue());
    assertThat(((TestTask) task).lines())
        .contains("hyperparameters: " + best, "round 12 of 12 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'depth': 99} | hyperparameters.json: depth: must be at most 20, found 99",
        "{'dpeth': 9} | there is no parameter 'dpeth', did you mean 'depth'?",
        "{'depth': 'deep'} | depth: expected an integer, found text 'deep'",
        "{'label': 'other'} | label says what is learnt, not how well",
        "[1] | expected a map of parameters of train",
      })
  void run_trainWithOtherParameters_isRefused(String file, String message) throws Exception {
    var made = TestTask.in(folder).stage(dev.millrace.core.artifact.HyperParameters.TYPE);
    Files.writeString(made.file("hyperparameters.json"), file.replace('\'', '"'));
    Train.Inputs train =
        (Train.Inputs) RecordSignature.of(Train.class).bind(flights.artifacts(made), Map.of());
    assertThatThrownBy(() -> new Train().run(train, TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'train': {'depth': 3}} | 'depth' is both searched and the same in all trials",
        "{'split': 'train'} | told apart by rows that they have not learnt from",
        "{'split': 'evil'} | there is no split 'evil' with rows",
        "{'metric': 'rmse'} | metric: there is no rmse of a binary model",
        "{'search': 'asha', 'train': {}, 'space': {'rounds': [5, 9]}} | asha compares trials by rounds",
        "{'search': 'asha', 'first_rung': 12} | first_rung is 12; expected 1 to 11",
        "{'train': {'group': 'x'}} | column 'x' was not kept beside the features",
      })
  void run_whatDoesNotGoTogether_isRefused(String values, String message) {
    assertThatThrownBy(() -> new Tune().run(inputs(values), TestTask.in(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void run_splitThatOthersJudgeBy_isSaid() throws Exception {
    TestTask task = TestTask.in(folder);
    tuned(inputs("{'split': 'eval', 'trials': 2, 'metric': 'auc'}"), task);
    assertThat(task.lines())
        .contains(
            "6,000 rows to learn from, 2,000 to score of split 'eval', on which a model of these"
                + " parameters will look better than it is");
  }
}
