package dev.millrace.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import dev.millrace.training.tuning.Trial.State;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TuningPageTest {

  /** Trials whose losses, after one round ten times as high, are these. */
  private static String page(double... losses) {
    SearchPlan plan =
        new SearchPlan(
            SearchKind.RANDOM,
            SearchSpace.of(Json.parse("{\"depth\": {\"from\": 1, \"to\": 9}}")),
            new SearchPlan.Budget(losses.length, 1, 2),
            1,
            3,
            0);
    List<Trial> trials =
        IntStream.range(0, losses.length).mapToObj(at -> trial(at, losses[at])).toList();
    return TuningPage.of(
        new Tuning(
            plan,
            TrialMetric.RMSE,
            Optional.empty(),
            trials,
            Tuning.best(trials, TrialMetric.RMSE).number(),
            new LinkedHashMap<>()));
  }

  private static Trial trial(int number, double loss) {
    return new Trial(
        number,
        new LinkedHashMap<>(Map.of("depth", Json.tree(1 + number))),
        State.FINISHED,
        loss,
        2,
        List.of(new Trial.Point(1, 10 * loss), new Trial.Point(2, loss)),
        "",
        Duration.ZERO);
  }

  /** They stood on the edge as if they had its value. */
  @Test
  void of_trialsBeyondWhatIsShown_areMarkedAndCounted() {
    String page = page(1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 90);
    assertThat(page.split("<circle class=\"a beyond\"", -1)).hasSize(1 + 2);
    assertThat(page)
        .contains("Worse than 1.5, and hollow at the edge: 2 of 8 trials.")
        .contains("Worse than 14 at some round, and along the edge there: 3 of 8 trials.")
        .contains("Worse than 2.2, and at the foot of the last axis: 1 of 8 trials.");
  }

  @Test
  void of_trialsThatAreAllShown_countsNone() {
    assertThat(page(1, 1)).doesNotContain("beyond\"", "Worse than");
  }
}
