package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.engine.trigger.Triggers;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.RunQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run for one firing, wherever the process dies between noticing and ending. */
class FiringRunTest {

  private static final Instant WEEK_8 = Instant.parse("2001-02-19T00:00:00Z");
  private static final PipelineSpec WATCHED = watched();

  @TempDir Path home;

  @Test
  void run_ofFiring_saysWhyAndIsNotDueAgain() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Firing firing = due(mill).orElseThrow();
      triggers(mill).record(firing);

      Outcome outcome = mill.run(request(mill, firing));

      assertThat(outcome.run().trigger()).isEqualTo("performance.calibration");
      assertThat(outcome.run().reason()).startsWith("calibration 2.00 is outside 0.80–1.25");
      assertThat(outcome.run().asOf()).isEqualTo(Mill.NOW);
      assertThat(due(mill)).isEmpty();
    }
  }

  @Test
  void run_processDiedBeforeTheRunWasMade_isMadeOnce() throws Exception {
    Firing firing;
    try (Mill dying = Mill.open(home, new Mix())) {
      firing = due(dying).orElseThrow();
      triggers(dying).record(firing);
    }
    try (Mill mill = Mill.open(home, new Mix())) {
      Firing again = due(mill).orElseThrow();
      assertThat(again).isEqualTo(firing);
      assertThat(triggers(mill).record(again)).isFalse();

      mill.run(request(mill, again));
      mill.run(request(mill, again));

      assertThat(mill.metadata.runs(RunQuery.newest(5))).hasSize(1);
      assertThat(due(mill)).isEmpty();
    }
  }

  @Test
  void run_processDiedInTheRun_isTheSameRun() throws Exception {
    try (Mill mill = Mill.open(home, new Mix())) {
      Firing firing = due(mill).orElseThrow();
      triggers(mill).record(firing);
      Id dead = mill.leftBy(Mill.DEAD, WATCHED, Cause.of(firing, "up"));

      assertThat(due(mill)).isEmpty();
      assertThat(mill.engine.interrupted()).extracting(Run::id).containsExactly(dead);
      Outcome outcome = mill.run(request(mill, firing));

      assertThat(outcome.run().id()).isEqualTo(dead);
      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(mill.metadata.runs(RunQuery.newest(5))).hasSize(1);
    }
  }

  private static RunRequest request(Mill mill, Firing firing) {
    return mill.request(WATCHED).asOf(firing.eventTime()).because(Cause.of(firing, "up"));
  }

  private static Optional<Firing> due(Mill mill) {
    return triggers(mill).due(WATCHED, "flights", Mill.NOW);
  }

  private static Triggers triggers(Mill mill) {
    return new Triggers(mill.metadata, new OneBadWeek(), Clock.fixed(Mill.NOW, ZoneOffset.UTC));
  }

  private static PipelineSpec watched() {
    PipelineSpec mixing = new Steps().mix("a").spec();
    return PipelineSpec.of(
        mixing.name(),
        "",
        mixing.params(),
        mixing.steps(),
        List.of(
            new TriggerSpec.Performance(
                "calibration",
                List.of(0.8, 1.25),
                Period.ofDays(7),
                TriggerOptions.NONE.cooldown(Duration.ofDays(7)))));
  }

  /** A week whose predictions were twice too high. */
  private static final class OneBadWeek implements FindingSink {
    @Override
    public void record(Finding finding) {
      throw new UnsupportedOperationException("nothing else is found here");
    }

    @Override
    public boolean record(DataFinding finding) {
      throw new UnsupportedOperationException("nothing else is found here");
    }

    @Override
    public List<DataFinding> dataFindings(String pipeline) {
      return List.of();
    }

    @Override
    public List<Finding> findings(String model) {
      return List.of(
          new Finding(
              Id.at(Mill.NOW),
              model,
              1,
              WEEK_8,
              Mill.NOW,
              Mill.NOW,
              100,
              100,
              Map.of("calibration", 2.0),
              Map.of()));
    }
  }
}
