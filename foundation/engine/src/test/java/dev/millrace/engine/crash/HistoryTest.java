package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.crash.Journal.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Broken promises are noticed. */
class HistoryTest {

  private static Life life(String said, Map<String, String> tasks) {
    return new Life(said.lines().toList(), new Snapshot(Map.of("r", "RUNNING"), tasks, Map.of()));
  }

  private static Line begin(int life, String task) {
    return new Line(Journal.BEGIN, task, life);
  }

  private static Line end(int life, String task) {
    return new Line(Journal.END, task, life);
  }

  private static History history(List<Life> lives, Line... journal) {
    return new History(lives, List.of(journal), "-Dseed=1");
  }

  private static final Life INTERRUPTED =
      life("open\nbegun r b\nended r a SUCCEEDED", Map.of("r a", "SUCCEEDED", "r b", "RUNNING"));
  private static final Life ENDED = life("open", Map.of("r a", "SUCCEEDED", "r b", "SUCCEEDED"));

  @Test
  void check_interruptedRanAgain_isContent() {
    History history =
        history(
            List.of(INTERRUPTED, ENDED),
            begin(1, "r a"),
            end(1, "r a"),
            begin(1, "r b"),
            begin(2, "r b"),
            end(2, "r b"));

    history.check();

    assertThat(history.interruptions(" b")).isEqualTo(1);
  }

  @Test
  void check_acknowledgedBeganAgain_isNoticed() {
    History history =
        history(
            List.of(INTERRUPTED, ENDED),
            begin(1, "r a"),
            end(1, "r a"),
            begin(2, "r b"),
            end(2, "r b"),
            begin(2, "r a"));

    assertThatThrownBy(history::check).hasMessageContaining("-Dseed=1, process 2: began again");
  }

  @Test
  void check_beganTwiceInOneLife_isNoticed() {
    History history =
        history(List.of(INTERRUPTED), end(1, "r a"), begin(1, "r b"), begin(1, "r b"));

    assertThatThrownBy(history::check).hasMessageContaining("duplicate");
  }

  @Test
  void check_interruptedEndedWellByItself_isNoticed() {
    History history =
        history(List.of(INTERRUPTED, ENDED), end(1, "r a"), begin(1, "r b"), end(1, "r b"));

    assertThatThrownBy(history::check).hasMessageContaining("without having begun again");
  }

  @Test
  void check_interruptedNeverBeganAgain_isNoticed() {
    History history = history(List.of(INTERRUPTED), end(1, "r a"), begin(1, "r b"));

    assertThatThrownBy(history::check).hasMessageContaining("did not run again");
  }

  @Test
  void check_endedWellInMidst_isNoticed() {
    History history = history(List.of(ENDED), begin(1, "r a"), end(1, "r a"), begin(1, "r b"));

    assertThatThrownBy(history::check).hasMessageContaining("without having come to its end");
  }

  @Test
  void check_acknowledgedIsNotOnRecord_isNoticed() {
    Life lost = life("open\nended r a SUCCEEDED", Map.of("r a", "RUNNING"));

    assertThatThrownBy(history(List.of(lost))::check).hasMessageContaining("ended r a SUCCEEDED");
  }
}
