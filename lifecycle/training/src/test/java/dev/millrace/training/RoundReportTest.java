package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.TestTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundReportTest {

  @Test
  void completed_roundsInNoTime_recordsEachAndTellsOfFirstAndLast(@TempDir Path folder)
      throws InterruptedException {
    int rounds = 500;
    TestTask task = TestTask.in(folder);
    RoundReport report = new RoundReport(rounds, task);

    for (int round = 1; round <= rounds; round++) {
      report.completed(round, Map.of("eval_rmse", 1.0 / round));
    }

    assertThat(task.lines())
        .filteredOn(line -> line.startsWith("eval_rmse"))
        .hasSize(rounds)
        .endsWith("eval_rmse 0.002 at 500");
    List<String> told = task.lines().stream().filter(line -> line.startsWith("round ")).toList();
    assertThat(told)
        .startsWith("round 1 of 500 0.002")
        .endsWith("round 500 of 500 1.0")
        .hasSizeLessThan(rounds / 2);
  }
}
